<?php

// Runs the WordPress plugin with stubs of WordPress's functions. Input: a JSON list of cases, each with the settings that a
// form sends and the site's address. Output: for each case what is stored, the faults, the file, the head, the page's headers
// and the answer for offers.

declare(strict_types=1);

const ABSPATH = '/';

$stored = [];
$home = '';
$faults = [];
$hooks = [];

function add_action(string $name, string $function): void
{
    $GLOBALS['hooks'][] = $name;
    is_callable($function) || throw new RuntimeException("$function does not exist");
}
function add_filter(string $name, string $function): void
{
    add_action($name, $function);
}
function home_url(string $path = ''): string
{
    return $GLOBALS['home'] . $path;
}
function wp_parse_url(string $url, int $part = -1): mixed
{
    return parse_url($url, $part);
}
function get_option(): array
{
    return $GLOBALS['stored'];
}
function esc_attr(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES);
}
function esc_html(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES);
}
function get_settings_errors(): array
{
    return array_map(fn ($message) => ['message' => $message], $GLOBALS['faults']);
}
function add_settings_error(string $group, string $code, string $message): void
{
    $GLOBALS['faults'][] = $message;
}

require dirname(__DIR__, 3) . '/src/kit/wordpress/regards-plugin.php';

$answers = [];
foreach (json_decode((string) file_get_contents('php://stdin'), true, 64, JSON_THROW_ON_ERROR) as $case) {
    $home = $case['home'];
    $faults = [];
    $stored = regards_sanitize($case['settings']);
    $_SERVER['HTTP_SEC_CMR_PREFERENCES'] = $case['header'] ?? '';
    ob_start();
    regards_print_link();
    $answers[] = [
        'stored' => $stored,
        'faults' => $faults,
        'again' => regards_sanitize($stored) == $stored,
        'file' => regards_file(),
        'head' => ob_get_clean(),
        'headers' => (object) regards_headers($case['headers'] ?? []),
        'offers' => regards_decide(['kind' => 'offers'])['allowed'],
    ];
}
echo json_encode(['hooks' => $hooks, 'answers' => $answers], JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
