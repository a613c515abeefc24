<?php

// Tests of Regards.php beyond the vectors. Prints "all passed".
declare(strict_types=1);

namespace Psr\Http\Server {
    // As PSR-15 publishes them; the distribution has PSR-7 (php-nyholm-psr7), not PSR-15.
    interface RequestHandlerInterface
    {
        public function handle(\Psr\Http\Message\ServerRequestInterface $request): \Psr\Http\Message\ResponseInterface;
    }
    interface MiddlewareInterface
    {
        public function process(
            \Psr\Http\Message\ServerRequestInterface $request,
            RequestHandlerInterface $handler
        ): \Psr\Http\Message\ResponseInterface;
    }
}

namespace {
    require '/usr/share/php/Nyholm/Psr7/autoload.php';
    require __DIR__ . '/../../../src/kit/php/Regards.php';
    require __DIR__ . '/../../../src/kit/php/RegardsMiddleware.php';

    use Nyholm\Psr7\Response;
    use Nyholm\Psr7\ServerRequest;
    use Psr\Http\Message\ResponseInterface;
    use Psr\Http\Message\ServerRequestInterface;

    set_error_handler(function (int $level, string $message, string $file, int $line): never {
        throw new ErrorException($message, 0, $level, $file, $line);
    });

    function same(mixed $found, mixed $expected, string $of): void
    {
        if ($found !== $expected) {
            throw new Exception("$of: found " . var_export($found, true) . ', expected ' . var_export($expected, true));
        }
    }

    foreach ([str_repeat('(', 1048576), str_repeat('v=1, ', 209715), str_repeat('"\\', 524288)] as $hostile) {
        $times = [];
        for ($run = 0; $run < 5; $run++) {
            $start = hrtime(true);
            same(Regards::readHeader($hostile)['state'], 'invalid', 'a hostile header');
            $times[] = (hrtime(true) - $start) / 1e6;
        }
        same(min($times) < 10, true, 'a hostile header of 1 MiB in less than 10 ms');
    }

    foreach ([null, '', [], ['v=1', 'no=(offers)'], "\0", 'é', 'v=1, no=', 'v=' . str_repeat('9', 200), "v=1\n"] as $value) {
        same(isset(Regards::readHeader($value)['state']), true, 'any header');
    }
    same(Regards::readHeader(['v=1', 'no=(offers)'])['preferences']['kinds'], ['offers' => 'no'], 'two lines');
    $deep = str_repeat('[', 30000) . str_repeat(']', 30000);
    foreach ([null, '', "\xff", 'nope', 'NaN', '[]', 1, [], $deep, '{"\u0000a":1}', '"\ud800"', new stdClass()] as $value) {
        same(in_array(Regards::decodeDocument($value)['state'], ['absent', 'invalid'], true), true, 'any document');
    }

    $document = Regards::decodeDocument('{"cmr":"0.1","issued":"2026-11-22T00:00:00Z","expires":"2026-12-22T00:00:00Z",
        "contact":{"rules":[{"kinds":["news"],"want":"yes"},{"kinds":["advice"],"about":{"label":"é"},"want":"yes"}],
        "quiet":[],"timeZone":"Europe/London"},"purposes":["service"]}')['preferences'];
    $noon = new DateTimeImmutable('2026-12-01T12:00:00Z');
    foreach ([$noon, $noon->setTimezone(new DateTimeZone('Asia/Tokyo')), '2026-12-01T12:00:00Z', $noon->getTimestamp()] as $at) {
        same(Regards::decide($document, ['kind' => 'news', 'at' => $at])['allowed'], true, 'a time');
    }
    foreach (['x', NAN, INF, [], new stdClass(), true, 1e30] as $at) {
        same(Regards::decide($document, ['kind' => 'news', 'at' => $at])['allowed'], false, 'no time');
    }
    $asked = ['kind' => 'advice', 'at' => $noon];
    same(Regards::decide($document, $asked + ['label' => 'É'])['allowed'], true, 'words, folded');
    same(Regards::decide($document, $asked + ['label' => "\xff"])['reason'], 'unreadable', 'words that are no UTF-8');
    $server = ['HTTP_SEC_CMR_PREFERENCES' => 'v=1, no=(offers)'];
    same(Regards::ofRequest($server)['kinds'] ?? null, ['offers' => 'no'], 'the current request');
    same(Regards::ofRequest($server + ['HTTP_SEC_PURPOSE' => 'prefetch;prerender']), null, 'a prefetch');

    /** Headers of the answer, and the summary that the handler saw. */
    function through(array $headers, array $own = []): array
    {
        $handler = new class ($own) implements Psr\Http\Server\RequestHandlerInterface {
            public mixed $seen = 'none';
            public function __construct(private array $own)
            {
            }
            public function handle(ServerRequestInterface $request): ResponseInterface
            {
                $this->seen = $request->getAttribute(RegardsMiddleware::ATTRIBUTE);
                return new Response(200, $this->own, 'x');
            }
        };
        $request = new ServerRequest('GET', 'https://shop.example/', $headers);
        $response = (new RegardsMiddleware())->process($request, $handler);
        same($response->hasHeader('Access-Control-Allow-Origin'), false, 'CORS');
        return [$response->getHeaderLine('Vary'), $response->getHeaderLine('Cache-Control'), $handler->seen['kinds'] ?? null];
    }
    $name = Regards::HEADER_NAME;
    same(through([$name => 'v=1, no=(offers)']), [$name, 'private, no-cache', ['offers' => 'no']], 'PSR-15');
    same(through([$name => ['v=1', 'no=(offers)']]), [$name, 'private, no-cache', ['offers' => 'no']], 'two lines');
    same(through([], ['Vary' => 'Accept', 'Cache-Control' => 'no-store']), ["Accept, $name", 'no-store', null], 'own headers');
    same(through([$name => 'v=1, no=(offers)', 'Sec-Purpose' => 'prefetch'])[2], null, 'a prefetch');
    echo "all passed\n";
}
