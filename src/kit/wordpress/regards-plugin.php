<?php

/**
 * Plugin Name: Regards
 * Description: Takes part in customer-managed relationships: publishes the participation file, and tells your theme what each customer allows.
 * Version: 0.1.0
 * Requires at least: 6.0
 * Requires PHP: 8.1
 * License: Apache-2.0
 * Text Domain: regards
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

// Beside this file in the built plugin, and in the folder of the PHP reader in the project.
require_once is_file(__DIR__ . '/Regards.php') ? __DIR__ . '/Regards.php' : __DIR__ . '/../php/Regards.php';
require_once __DIR__ . '/participation.php';
require_once __DIR__ . '/settings.php';

const REGARDS_OPTION = 'regards_settings';
const REGARDS_PATH = '/.well-known/cmr-participation.json';

/** The summary in this request's header, or null without a valid one. A wish, never a login. */
function regards_preferences(): ?array
{
    return Regards::ofRequest();
}

/**
 * Decides one question for a theme: `if (regards_decide(['kind' => 'offers'])['allowed']) { … }`. Never throws;
 * anything unclear is not allowed.
 */
function regards_decide(array $question): array
{
    return Regards::decide(regards_preferences(), $question);
}

/** The participation file, or null while the site does not take part. */
function regards_file(): ?array
{
    $home = wp_parse_url(home_url('/'));
    // In a subfolder, WordPress does not serve the well-known path of its host.
    if (!isset($home['host']) || ($home['path'] ?? '/') !== '/') {
        return null;
    }
    return regards_participation((array) get_option(REGARDS_OPTION, []), strtolower($home['host']));
}

/** Serves the well-known path before WordPress looks for a page of that name. */
function regards_answer_path(): void
{
    $path = strtok((string) ($_SERVER['REQUEST_URI'] ?? ''), '?');
    $reads = in_array($_SERVER['REQUEST_METHOD'] ?? '', ['GET', 'HEAD'], true);
    $file = $reads && $path === REGARDS_PATH ? regards_file() : null;
    if ($file === null) {
        return;
    }
    status_header(200);
    header('Content-Type: application/json; charset=utf-8');
    // The same for everybody. Expires soon, so that a change takes effect.
    header('Cache-Control: public, max-age=300');
    header('X-Content-Type-Options: nosniff');
    echo json_encode($file, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    exit;
}

function regards_print_link(): void
{
    if (regards_file() !== null) {
        echo '<link rel="cmr-participation" href="' . esc_attr(REGARDS_PATH) . "\">\n";
    }
}

/**
 * Pages may depend on the header, so caches must keep customers apart, and page caches that ignore Vary must not store
 * them.
 */
function regards_headers(array $headers): array
{
    if (regards_file() === null) {
        return $headers;
    }
    defined('DONOTCACHEPAGE') || define('DONOTCACHEPAGE', true);
    $headers['Vary'] = Regards::vary(regards_sent_vary($headers['Vary'] ?? ''));
    // WordPress and other plugins may be stricter, for example for signed-in users.
    if (!str_contains($headers['Cache-Control'] ?? '', 'no-store')) {
        $headers['Cache-Control'] = Regards::CACHE_CONTROL;
    }
    return $headers;
}

/** The value of Vary so far, including that of other plugins. */
function regards_sent_vary(string $current): string
{
    $names = [$current];
    foreach (headers_list() as $line) {
        if (stripos($line, 'Vary:') === 0) {
            $names[] = substr($line, 5);
        }
    }
    return implode(', ', array_filter(array_map('trim', $names)));
}

add_action('init', 'regards_answer_path', 0);
// First in the head, since the browser uses the first such link.
add_action('wp_head', 'regards_print_link', 1);
add_filter('wp_headers', 'regards_headers', 100);
add_action('admin_menu', 'regards_add_settings_page');
add_action('admin_init', 'regards_register_settings');
