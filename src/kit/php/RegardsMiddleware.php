<?php

/**
 * PSR-15 middleware, for use with Regards.php. Sets the request's attribute "regards.preferences" to the header's summary
 * or null, and adds response headers that stop caches from mixing customers.
 */

declare(strict_types=1);

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Server\MiddlewareInterface;
use Psr\Http\Server\RequestHandlerInterface;

final class RegardsMiddleware implements MiddlewareInterface
{
    public const ATTRIBUTE = 'regards.preferences';

    public function process(ServerRequestInterface $request, RequestHandlerInterface $handler): ResponseInterface
    {
        $purpose = $request->getHeaderLine('Sec-Purpose') . ' ' . $request->getHeaderLine('Purpose');
        $summary = Regards::ofLines($request->getHeaderLine(Regards::HEADER_NAME), $purpose);
        $response = $handler->handle($request->withAttribute(self::ATTRIBUTE, $summary));
        $response = $response->withHeader('Vary', Regards::vary($response->getHeaderLine('Vary')));
        return $response->hasHeader('Cache-Control')
            ? $response
            : $response->withHeader('Cache-Control', Regards::CACHE_CONTROL);
    }
}
