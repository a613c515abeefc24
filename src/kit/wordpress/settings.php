<?php

/** The settings page. WordPress checks the nonce and the right `manage_options`, this file the values. */

declare(strict_types=1);

defined('ABSPATH') || exit;

function regards_register_settings(): void
{
    register_setting('regards', REGARDS_OPTION, ['type' => 'array', 'sanitize_callback' => 'regards_sanitize', 'default' => []]);
}

/** Stores valid values with the date, and reports each invalid one in a sentence. */
function regards_sanitize(mixed $given): array
{
    $given = is_array($given) ? $given : [];
    ['settings' => $settings, 'faults' => $faults] = regards_clean(['updated' => gmdate('Y-m-d')] + $given);
    // WordPress calls this twice for a new option.
    $said = array_column(get_settings_errors(REGARDS_OPTION), 'message');
    // WordPress prints a message as HTML.
    foreach (array_diff(array_map('esc_html', $faults), $said) as $index => $fault) {
        add_settings_error(REGARDS_OPTION, "regards-$index", $fault);
    }
    return $settings;
}

function regards_add_settings_page(): void
{
    add_options_page('Regards', 'Regards', 'manage_options', 'regards', 'regards_print_settings_page');
}

function regards_print_settings_page(): void
{
    if (!current_user_can('manage_options')) {
        return;
    }
    ['settings' => $now] = regards_clean((array) get_option(REGARDS_OPTION, []));
    echo '<div class="wrap"><h1>Regards</h1>';
    echo '<p>' . regards_state() . '</p><form method="post" action="options.php">';
    settings_fields('regards');
    echo '<table class="form-table" role="presentation"><tbody>';
    regards_row('Take part', '<label><input type="checkbox" name="' . regards_name('on') . '" value="1"' . checked($now['on'], true, false)
        . '> Publish the participation file, and read what each customer allows</label>');
    regards_row('State', regards_select('status', array_combine(REGARDS_STATUSES, ['Testing: the extension tells customers so', 'Live', 'Suspended']), $now['status']), 'status');
    regards_row('Company’s name', regards_input('name', $now['name'], 120), 'name');
    regards_row('Kind of company', regards_select('sector', ['' => '—'] + array_combine(REGARDS_SECTORS, REGARDS_SECTORS), $now['sector']), 'sector');
    regards_row('Email for privacy', regards_input('privacy', $now['privacy'], 200), 'privacy');
    regards_row('We honour answers about', regards_boxes('kinds', Regards::KINDS, $now['kinds']));
    regards_row('We honour the choice of', regards_boxes('channels', Regards::CHANNELS, $now['channels']));
    regards_row('Products', '<textarea id="regards-products" name="' . regards_name('products') . '" rows="5" class="large-text code"'
        . ' aria-describedby="regards-products-hint">' . esc_textarea($now['products']) . '</textarea>'
        . '<p class="description" id="regards-products-hint">One a line: your id, a colon, its name. For example: <code>mortgage: Mortgage</code></p>', 'products');
    echo '</tbody></table>';
    submit_button();
    echo '</form></div>';
}

/** HTML: a sentence about the file, with its address if it is published. */
function regards_state(): string
{
    if (regards_file() !== null) {
        $address = esc_url(home_url(REGARDS_PATH));
        return "The file is published: <a href=\"$address\">$address</a>";
    }
    $path = wp_parse_url(home_url('/'), PHP_URL_PATH) ?? '/';
    return $path === '/'
        ? 'The file is not published.'
        : 'This site lies in a folder of its host, where WordPress cannot answer ' . esc_html(REGARDS_PATH) . '. Put the file there by hand.';
}

function regards_name(string $key): string
{
    return esc_attr(REGARDS_OPTION . "[$key]");
}

function regards_row(string $label, string $field, ?string $for = null): void
{
    $text = $for === null ? esc_html($label) : '<label for="' . esc_attr("regards-$for") . '">' . esc_html($label) . '</label>';
    echo "<tr><th scope=\"row\">$text</th><td>$field</td></tr>";
}

function regards_input(string $key, string $value, int $most): string
{
    return '<input type="text" class="regular-text" id="' . esc_attr("regards-$key") . '" name="' . regards_name($key) . '" maxlength="' . $most
        . '" value="' . esc_attr($value) . '">';
}

function regards_select(string $key, array $options, string $now): string
{
    $list = '';
    foreach ($options as $value => $label) {
        $list .= '<option value="' . esc_attr((string) $value) . '"' . selected($now, (string) $value, false) . '>' . esc_html($label) . '</option>';
    }
    return '<select id="' . esc_attr("regards-$key") . '" name="' . regards_name($key) . "\">$list</select>";
}

function regards_boxes(string $key, array $words, array $now): string
{
    $list = '';
    foreach ($words as $word) {
        $list .= '<label style="display:inline-block;padding-inline-end:1em"><input type="checkbox" name="' . regards_name($key) . '[]" value="'
            . esc_attr($word) . '"' . checked(in_array($word, $now, true), true, false) . '> ' . esc_html($word) . '</label>';
    }
    return "<fieldset>$list</fieldset>";
}
