<?php

/** The participation file from the settings: docs/SIGNAL.md of Regards, "Participation file". Knows nothing of WordPress. */

declare(strict_types=1);

const REGARDS_SECTORS = [
    'bank', 'insurance', 'telecom', 'energy-water', 'retail', 'grocery', 'travel', 'transport', 'health', 'public', 'media',
    'software', 'education', 'charity', 'housing', 'food', 'leisure', 'other',
];
/** So that the file keeps within its 65,536 bytes. */
const REGARDS_MOST_PRODUCT_BYTES = 40_000;
const REGARDS_STATUSES = ['testing', 'live', 'suspended'];

/** The members of the file; null unless the settings turn participation on and name the company. */
function regards_participation(array $settings, string $host): ?array
{
    ['settings' => $clean] = regards_clean($settings);
    if (!$clean['on'] || $clean['name'] === '') {
        return null;
    }
    $contact = $clean['privacy'] === '' ? [] : ['contact' => ['privacy' => $clean['privacy']]];
    $sector = $clean['sector'] === '' ? [] : ['sector' => $clean['sector']];
    $products = regards_products($clean['products'])['products'];
    return [
        'cmr' => '0.1',
        'lastUpdate' => $clean['updated'],
        'status' => $clean['status'],
        'company' => ['name' => $clean['name']] + $sector + $contact,
        'hosts' => [$host],
        'honours' => ['kinds' => $clean['kinds'], 'channels' => $clean['channels']],
    ] + ($products === [] ? [] : ['products' => $products]);
}

/** `settings`: complete and valid. `faults`: a sentence for each rejected value. Never throws. */
function regards_clean(array $given): array
{
    $text = fn (string $key, int $most): string => regards_line($given[$key] ?? '', $most);
    $word = fn (string $key, array $known, string $else): string => in_array($given[$key] ?? '', $known, true) ? $given[$key] : $else;
    $words = fn (string $key, array $known): array => array_values(array_intersect($known, (array) ($given[$key] ?? [])));
    $privacy = $text('privacy', 200);
    $isAddress = $privacy === '' || filter_var($privacy, FILTER_VALIDATE_EMAIL) === $privacy;
    $products = is_string($given['products'] ?? null) ? mb_strcut($given['products'], 0, REGARDS_MOST_PRODUCT_BYTES) : '';
    $settings = [
        'on' => (bool) ($given['on'] ?? false),
        'status' => $word('status', REGARDS_STATUSES, 'testing'),
        'name' => $text('name', 120),
        'sector' => $word('sector', REGARDS_SECTORS, ''),
        'privacy' => $isAddress ? $privacy : '',
        'kinds' => $words('kinds', Regards::KINDS),
        'channels' => $words('channels', Regards::CHANNELS),
        'products' => $products,
        'updated' => regards_day($given['updated'] ?? '') ?? gmdate('Y-m-d'),
    ];
    return ['settings' => $settings, 'faults' => array_merge(
        $settings['on'] && $settings['name'] === '' ? ['Write the company’s name: without one the file is not published.'] : [],
        $isAddress ? [] : ["“{$privacy}” is no email address, so it was not stored."],
        array_map(fn ($line) => "This product was left out: “{$line}”. Write an id, a colon and a name.", regards_products($products)['left']),
    )];
}

/** Invisible characters other than controls, formats and white space. */
const REGARDS_UNSEEN = '\x{115f}\x{1160}\x{17b4}\x{17b5}\x{2800}\x{3164}\x{ffa0}\x{1d159}';

/** One line of visible text; "" for anything else. */
function regards_line(mixed $value, int $most): string
{
    $line = is_string($value) ? trim((string) preg_replace('/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\s' . REGARDS_UNSEEN . ']+/u', ' ', $value)) : '';
    $line = mb_substr($line, 0, $most);
    // The protocol counts UTF-16 units.
    while (RegardsDocument::units($line) > $most) {
        $line = mb_substr($line, 0, -1);
    }
    return preg_match('/[\p{L}\p{N}\p{P}\p{S}]/u', $line) === 1 ? rtrim($line) : '';
}

/** Lines such as `mortgage: Mortgage`. Leaves out a second line with the same id. */
function regards_products(string $text): array
{
    $products = [];
    $left = [];
    foreach (preg_split('/\R/u', $text) ?: [] as $line) {
        [$id, $label] = array_map('trim', explode(':', $line, 2)) + [1 => ''];
        $label = regards_line($label, 80);
        if (trim($line) === '') {
            continue;
        }
        if (preg_match('/^[A-Za-z0-9._-]{1,80}$/D', $id) === 1 && $label !== '' && !isset($products[$id]) && count($products) < 200) {
            $products[$id] = ['id' => $id, 'label' => ['en' => $label]];
        } else {
            $left[] = mb_substr(trim($line), 0, 80);
        }
    }
    return ['products' => array_values($products), 'left' => $left];
}

function regards_day(mixed $value): ?string
{
    return is_string($value) && preg_match('/^(\d{4})-(\d\d)-(\d\d)$/D', $value, $d) === 1 && checkdate((int) $d[2], (int) $d[3], (int) $d[1]) ? $value : null;
}
