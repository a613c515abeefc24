<?php

/**
 * Reads the preferences that a customer's browser sends, and decides whether a contact is wanted.
 *
 * One file, for PHP 8.1 or newer. It implements docs/SIGNAL.md of Regards, draft 0.1, and passes the protocol's vectors
 * for header, document and decide. Comparing words outside ASCII needs the extensions intl and mbstring; without them,
 * the reason for such a question is `unreadable`, which does not allow the contact.
 *
 *     $result = Regards::readHeader($_SERVER['HTTP_SEC_CMR_PREFERENCES'] ?? null);
 *     $answer = Regards::decide($result['preferences'] ?? null, ['kind' => 'offers']);
 *     if ($answer['allowed']) { … }
 */

declare(strict_types=1);

final class Regards
{
    public const VERSION = '0.2.0';
    public const HEADER_NAME = 'Sec-CMR-Preferences';
    public const CACHE_CONTROL = 'private, no-cache';
    public const KINDS = ['security', 'service', 'support', 'changes', 'advice', 'news', 'offers', 'research', 'partners'];
    public const WANTS = ['yes', 'ask', 'no'];
    public const CHANNELS = ['inbox', 'email', 'sms', 'messenger', 'push', 'call', 'video', 'post', 'person'];
    public const PERIODS = ['day', 'week', 'month', 'year'];
    public const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
    public const STYLES = [
        'short', 'detailed', 'formal', 'first-name', 'person-first', 'self-service-first', 'same-person', 'no-upsell',
        'explain-fees',
    ];
    public const AGREEMENTS = [
        'SD-BASE', 'SD-BASE-DP', 'SD-BASE-A', 'SD-BASE-A-DP', 'SD-BASE-AT', 'SD-BASE-ATP', 'SD-BASE-ATP-S3P',
    ];
    public const PURPOSES = [
        'service', 'security', 'improve', 'personalise', 'recommend', 'marketing', 'ads', 'research', 'profiling',
        'automated-decisions', 'sell', 'ai-training',
    ];

    /**
     * Reads the value of Sec-CMR-Preferences; several lines may be an array. Never throws.
     *
     * Returns ['state' => 'absent'], ['state' => 'invalid', 'reason' => …] or ['state' => 'preferences', 'preferences' =>
     * ['kinds' => [kind => want], 'style' => […], 'terms' => …, 'more' => …]]. The value is a wish, never a login.
     */
    public static function readHeader(string|array|null $value): array
    {
        $value = is_array($value) ? implode(', ', array_filter($value, fn ($line) => is_string($line) && $line !== '')) : $value;
        if ($value === null || $value === '') {
            return ['state' => 'absent'];
        }
        if (strlen($value) > 256) {
            return self::invalid('longer than 256 bytes');
        }
        if (preg_match('/^[\x20-\x7e]*$/D', $value) !== 1) {
            return self::invalid('has characters outside visible ASCII');
        }
        try {
            return ['state' => 'preferences', 'preferences' => self::summary((new RegardsReader($value))->dictionary())];
        } catch (RegardsInvalid $error) {
            return self::invalid($error->getMessage());
        }
    }

    /** The header's summary of the current request; null without a valid header, and for a prefetch. */
    public static function ofRequest(?array $server = null): ?array
    {
        $server ??= $_SERVER;
        return self::ofLines(
            (string) ($server['HTTP_SEC_CMR_PREFERENCES'] ?? ''),
            ($server['HTTP_SEC_PURPOSE'] ?? '') . ' ' . ($server['HTTP_PURPOSE'] ?? ''),
        );
    }

    /** The summary in a header's value; null without a valid value, and if the request's purpose is a prefetch. */
    public static function ofLines(string $header, string $purpose): ?array
    {
        if (preg_match('/\bprefetch\b/i', $purpose) === 1) {
            return null;
        }
        return self::readHeader($header)['preferences'] ?? null;
    }

    /** The value of Vary with the signal's header added. */
    public static function vary(string $current): string
    {
        $names = array_values(array_filter(array_map('trim', explode(',', $current)), fn ($name) => $name !== ''));
        foreach ($names as $name) {
            if ($name === '*' || strcasecmp($name, self::HEADER_NAME) === 0) {
                return implode(', ', $names);
            }
        }
        return implode(', ', [...$names, self::HEADER_NAME]);
    }

    /**
     * Reads a preferences document from JSON text or a value of `json_decode` with objects. Never throws.
     *
     * With `$now`, in seconds since 1970, a document that was issued more than a day later is invalid. An expired document stays
     * readable: `decide` reports it.
     */
    public static function decodeDocument(mixed $input, ?float $now = null): array
    {
        if ($input === null || $input === '') {
            return ['state' => 'absent'];
        }
        try {
            if (is_string($input)) {
                if (RegardsDocument::units($input) > 65536) {
                    throw new RegardsInvalid('it is too long');
                }
                // PHP counts the values inside the last level as one more.
                $input = json_decode(RegardsDocument::parsable($input), false, 65, JSON_THROW_ON_ERROR);
            }
            return ['state' => 'preferences', 'preferences' => RegardsDocument::read($input, $now)];
        } catch (RegardsInvalid $error) {
            return self::invalid($error->getMessage());
        } catch (JsonException) {
            return self::invalid('it is not JSON');
        }
    }

    /**
     * Decides whether the customer allows a contact. Never throws on results of the decoders; anything unclear is not
     * allowed.
     *
     * The question has `kind`, and perhaps `product` (your own id), `label` (words, which never match an id), `channel`, `at`
     * (a DateTimeInterface, a text with a zone such as "2026-11-22T09:15:00Z", or seconds since 1970; now by default) and `history`:
     * contacts with this customer, made and planned, each with `kind`, `at` and perhaps `product` or `label`.
     *
     * Returns `allowed`, `channel` (yours, or the customer's best; null if not allowed, or if any channel is fine), `reason`
     * (only "wanted" is allowed), `limit` (null, or `max` and `per`), `digest` and `because`, a sentence.
     */
    public static function decide(?array $preferences, array $question): array
    {
        try {
            return RegardsDecision::of($preferences, $question);
        } catch (RegardsInvalid) {
            return RegardsDecision::refused('unreadable');
        }
    }

    private static function invalid(string $reason): array
    {
        return ['state' => 'invalid', 'reason' => $reason];
    }

    private static function summary(array $members): array
    {
        if (($members['v'] ?? null) !== 1) {
            throw new RegardsInvalid('version is not 1');
        }
        $kinds = [];
        foreach (self::WANTS as $want) {
            $tokens = $members[$want] ?? [];
            if (!is_array($tokens)) {
                throw new RegardsInvalid("\"$want\" is not a list");
            }
            foreach (self::KINDS as $kind) {
                if (in_array($kind, $tokens, true)) {
                    $kinds[$kind] = $want;
                }
            }
        }
        $style = $members['style'] ?? [];
        $terms = $members['terms'] ?? null;
        $more = $members['more'] ?? false;
        if (!is_array($style)) {
            throw new RegardsInvalid('"style" is not a list');
        }
        if ($terms !== null && !is_string($terms)) {
            throw new RegardsInvalid('"terms" is not a token');
        }
        if (!is_bool($more)) {
            throw new RegardsInvalid('"more" is not a boolean');
        }
        $style = array_values(array_filter(self::STYLES, fn ($one) => in_array($one, $style, true)));
        $terms = in_array($terms, self::AGREEMENTS, true) ? $terms : null;
        return ['kinds' => $kinds, 'style' => $style, 'terms' => $terms, 'more' => $more];
    }
}

/** @internal */
final class RegardsInvalid extends RuntimeException
{
}

/**
 * Parses a structured-fields dictionary (RFC 9651, section 4.2) in linear time. Tokens become strings, inner lists become
 * arrays of their tokens, and a value of a type that the signal does not use becomes NAN.
 *
 * @internal
 */
final class RegardsReader
{
    private const KEY = '/[a-z*][a-z0-9_\-.*]*/A';
    private const TOKEN = '/[A-Za-z*][!#$%&\'*+\-.^_`|~0-9A-Za-z:\/]*/A';
    private const INTEGER = '/-?[0-9]{1,15}(?![0-9.])/A';
    private const DISPLAY = '/%"((?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*)"/A';
    private const OTHER = '/-?[0-9]{1,12}\.[0-9]{1,3}(?![0-9.])'
        . '|"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\\\["\\\\])*"'
        . '|:(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{2}(?:==)?|[A-Za-z0-9+\/]{3}=?)?:'
        . '|@-?[0-9]{1,15}(?![0-9.])/A';

    private int $at = 0;

    public function __construct(private string $text)
    {
    }

    public function dictionary(): array
    {
        $members = [];
        $this->spaces();
        while (!$this->ended()) {
            $key = $this->take(self::KEY) ?? $this->fail('a key is expected');
            $members[$key] = $this->skip('=') ? $this->member() : true;
            $this->parameters();
            $this->spaces();
            if ($this->ended()) {
                return $members;
            }
            if (!$this->skip(',')) {
                $this->fail('a comma is expected');
            }
            $this->spaces();
            if ($this->ended()) {
                $this->fail('a trailing comma');
            }
        }
        return $members;
    }

    private function ended(): bool
    {
        return $this->at >= strlen($this->text);
    }

    private function fail(string $reason): never
    {
        throw new RegardsInvalid($reason . ' at character ' . ($this->at + 1));
    }

    private function take(string $pattern): ?string
    {
        if (preg_match($pattern, $this->text, $match, 0, $this->at) !== 1) {
            return null;
        }
        $this->at += strlen($match[0]);
        return $match[0];
    }

    private function skip(string $character): bool
    {
        $found = ($this->text[$this->at] ?? '') === $character;
        $this->at += $found ? 1 : 0;
        return $found;
    }

    private function spaces(): bool
    {
        $count = strspn($this->text, ' ', $this->at);
        $this->at += $count;
        return $count > 0;
    }

    private function member(): mixed
    {
        return $this->skip('(') ? $this->innerList() : $this->item();
    }

    private function parameters(): void
    {
        while ($this->skip(';')) {
            $this->spaces();
            $this->take(self::KEY) ?? $this->fail('a parameter is malformed');
            if ($this->skip('=')) {
                $this->item();
            }
        }
    }

    private function item(): mixed
    {
        $token = $this->take(self::TOKEN);
        if ($token !== null) {
            return $token;
        }
        $integer = $this->take(self::INTEGER);
        if ($integer !== null) {
            return (int) $integer;
        }
        $boolean = $this->take('/\?[01]/A');
        if ($boolean !== null) {
            return $boolean === '?1';
        }
        $displayed = $this->take(self::DISPLAY);
        if ($displayed !== null) {
            return preg_match('//u', rawurldecode(substr($displayed, 2, -1))) === 1
                ? NAN
                : $this->fail('a display string is not UTF-8');
        }
        $this->take(self::OTHER) ?? $this->fail('a value is expected');
        return NAN;
    }

    private function innerList(): array
    {
        $tokens = [];
        for ($spaced = true; ; $spaced = false) {
            $spaced = $this->spaces() || $spaced;
            if ($this->skip(')')) {
                return $tokens;
            }
            if (!$spaced) {
                $this->fail('a blank is expected');
            }
            $element = $this->item();
            $this->parameters();
            if (is_string($element)) {
                $tokens[] = $element;
            }
        }
    }
}

/** @internal */
final class RegardsDocument
{
    public const DAY_MS = 86400000;
    private const DATE = '/^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$/D';
    private const INSTANT = '/^([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,9}))?Z$/D';
    private const OFFSET = '/([+-])([01][0-9]|2[0-3]):([0-5][0-9])$/D';
    private const TIME = '/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/D';
    private const DURATION = '/^P(?=[0-9]|T[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+W)?(?:[0-9]+D)?'
        . '(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?$/D';
    private const DANGEROUS = ['__proto__', 'constructor', 'prototype'];

    public static function read(mixed $value, ?float $now): array
    {
        $raw = self::members($value, 'document');
        if (($raw['cmr'] ?? null) !== '0.1') {
            throw new RegardsInvalid('"cmr" is not 0.1');
        }
        [$issued, $expires] = [self::instant($raw, 'issued'), self::instant($raw, 'expires')];
        [$start, $end] = [self::milliseconds($issued), self::milliseconds($expires)];
        if ($end <= $start) {
            throw new RegardsInvalid('"expires" is not after "issued"');
        }
        if ($end - $start > 30 * self::DAY_MS) {
            throw new RegardsInvalid('"expires" is more than 30 days after "issued"');
        }
        if ($now !== null && $start > $now * 1000 + self::DAY_MS) {
            throw new RegardsInvalid('"issued" is more than a day from now');
        }
        return self::present([
            'cmr' => '0.1',
            'issued' => $issued,
            'expires' => $expires,
            'contact' => self::maybe($raw, 'contact', fn ($one, $name) => self::contact(self::members($one, $name))),
            'treatment' => self::maybe($raw, 'treatment', fn ($one, $name) => self::treatment(self::members($one, $name))),
            'terms' => self::maybe($raw, 'terms', fn ($one, $name) => self::terms(self::members($one, $name))),
            'plans' => self::maybe($raw, 'plans', fn ($one, $name) => array_map([self::class, 'plan'], self::list($one, $name))),
            'purposes' => self::known($raw['purposes'] ?? [], Regards::PURPOSES, 'purposes'),
        ]);
    }

    /**
     * The text with U+FFFD for each escaped half of a surrogate pair, and for a NUL that starts a key: `json_decode` refuses
     * the whole text for them.
     */
    public static function parsable(string $text): string
    {
        $high = '\\\\u[dD][89abAB][0-9a-fA-F]{2}';
        $low = '\\\\u[dD][c-fC-F][0-9a-fA-F]{2}';
        $key = '"\\\\u0000(?=(?:[^"\\\\]|\\\\.)*+"\s*+:)';
        // Passes pairs and other escapes first, so that an escaped backslash or quote starts nothing.
        $pattern = "/(?:$high$low|\\\\(?!u[dD][89a-fA-F])[^u]?)(*SKIP)(*FAIL)|$high|$low|$key/s";
        $read = fn ($match) => str_starts_with($match[0], '"') ? '"\ufffd' : '\ufffd';
        return preg_replace_callback($pattern, $read, $text) ?? $text;
    }

    /** Length in UTF-16 code units, as the protocol counts characters. */
    public static function units(string $text): int
    {
        return strlen(preg_replace('/[\x80-\xbf]/', '', $text) ?? $text) + preg_match_all('/[\xf0-\xf4]/', $text);
    }

    /** Milliseconds since 1970; null for another form. Avoids DateTime, which turns 31 June into 1 July. */
    public static function milliseconds(string $text): ?int
    {
        if (preg_match(self::INSTANT, $text, $match) !== 1 || !self::isDate($match[1])) {
            return null;
        }
        [$year, $month, $day] = array_map('intval', explode('-', $match[1]));
        $shifted = $year - ($month <= 2 ? 1 : 0);
        $era = (int) floor($shifted / 400);
        $ofEra = $shifted - $era * 400;
        $ofYear = intdiv(153 * (($month + 9) % 12) + 2, 5) + $day - 1;
        $days = $era * 146097 + $ofEra * 365 + intdiv($ofEra, 4) - intdiv($ofEra, 100) + $ofYear - 719468;
        $seconds = (int) $match[2] * 3600 + (int) $match[3] * 60 + (int) $match[4];
        return $days * self::DAY_MS + $seconds * 1000 + (int) substr(str_pad($match[5] ?? '0', 3, '0'), 0, 3);
    }

    /** Of an instant, or of a time with an offset such as +01:00. */
    public static function zoned(string $text): ?int
    {
        $offset = 0;
        if (preg_match(self::OFFSET, $text, $match) === 1) {
            $offset = ((int) $match[2] * 60 + (int) $match[3]) * ($match[1] === '+' ? 60_000 : -60_000);
            $text = substr($text, 0, -6) . 'Z';
        }
        $moment = self::milliseconds($text);
        return $moment === null ? null : $moment - $offset;
    }

    private static function isDate(string $text): bool
    {
        if (preg_match(self::DATE, $text) !== 1) {
            return false;
        }
        if (strlen($text) < 10) {
            return true;
        }
        [$year, $month, $day] = array_map('intval', explode('-', $text));
        $leap = $year % 4 === 0 && ($year % 100 !== 0 || $year % 400 === 0);
        return $day <= ($month === 2 ? ($leap ? 29 : 28) : (in_array($month, [4, 6, 9, 11], true) ? 30 : 31));
    }

    private static function members(mixed $value, string $name): array
    {
        if ($value instanceof stdClass) {
            return get_object_vars($value);
        }
        throw new RegardsInvalid("$name is not an object");
    }

    private static function list(mixed $value, string $name): array
    {
        if (!is_array($value) || count($value) > 500) {
            throw new RegardsInvalid("\"$name\" is not a list of at most 500");
        }
        return array_values($value);
    }

    private static function text(mixed $value, string $name, int $most): string
    {
        if (!is_string($value) || self::units($value) > $most) {
            throw new RegardsInvalid("\"$name\" is not a text of at most $most");
        }
        return $value;
    }

    private static function flag(mixed $value, string $name): bool
    {
        return is_bool($value) ? $value : throw new RegardsInvalid("\"$name\" is not true or false");
    }

    private static function oneOf(mixed $value, array $words, string $name): string
    {
        return in_array($value, $words, true) ? $value : throw new RegardsInvalid("\"$name\" is an unknown word");
    }

    private static function form(mixed $value, string $pattern, string $name): string
    {
        if (!is_string($value) || strlen($value) > 20 || preg_match($pattern, $value) !== 1) {
            throw new RegardsInvalid("\"$name\" has another form");
        }
        return $value;
    }

    private static function date(mixed $value, string $name): string
    {
        return is_string($value) && self::isDate($value) ? $value : throw new RegardsInvalid("\"$name\" is not a date");
    }

    private static function instant(array $raw, string $name): string
    {
        $value = $raw[$name] ?? null;
        $isSound = is_string($value) && self::milliseconds($value) !== null;
        return $isSound ? $value : throw new RegardsInvalid("\"$name\" is not an instant in UTC");
    }

    private static function known(mixed $value, array $words, string $name): array
    {
        $read = self::texts($value, $name);
        return array_values(array_filter($read, fn ($word) => in_array($word, $words, true)));
    }

    private static function texts(mixed $value, string $name): array
    {
        return array_map(fn ($one) => self::text($one, $name, 80), self::list($value, $name));
    }

    private static function maybe(array $raw, string $name, callable $read): mixed
    {
        return isset($raw[$name]) ? $read($raw[$name], $name) : null;
    }

    private static function present(array $members): array
    {
        return array_filter($members, fn ($member) => $member !== null);
    }

    private static function plan(mixed $value): stdClass
    {
        $plain = self::plain($value, 16);
        return $plain instanceof stdClass ? $plain : throw new RegardsInvalid('plan is not an object');
    }

    private static function plain(mixed $value, int $levels): mixed
    {
        if (!is_array($value) && !$value instanceof stdClass) {
            return is_float($value) && !is_finite($value) ? throw new RegardsInvalid('a plan holds no number') : $value;
        }
        if ($levels === 0) {
            throw new RegardsInvalid('a plan is too deep');
        }
        if (is_array($value)) {
            return array_map(fn ($one) => self::plain($one, $levels - 1), self::list($value, 'plan'));
        }
        $copy = new stdClass();
        foreach (get_object_vars($value) as $key => $member) {
            if (!in_array((string) $key, self::DANGEROUS, true)) {
                $copy->{$key} = self::plain($member, $levels - 1);
            }
        }
        return $copy;
    }

    private static function contact(array $raw): array
    {
        return [
            'rules' => array_map(fn ($one) => self::rule(self::members($one, 'rule')), self::list($raw['rules'] ?? null, 'rules')),
            'quiet' => self::windows($raw['quiet'] ?? [], 'quiet'),
            'timeZone' => self::text($raw['timeZone'] ?? null, 'timeZone', 64),
        ];
    }

    private static function rule(array $raw): array
    {
        $date = fn ($value, $name) => self::date($value, $name);
        $flag = fn ($value, $name) => self::flag($value, $name);
        return self::present([
            'kinds' => self::known($raw['kinds'] ?? null, Regards::KINDS, 'kinds'),
            'about' => self::maybe($raw, 'about', fn ($value, $name) => self::subject(self::members($value, $name))),
            'want' => self::oneOf($raw['want'] ?? null, Regards::WANTS, 'want'),
            'via' => self::maybe($raw, 'via', fn ($value, $name) => self::known($value, Regards::CHANNELS, $name)),
            'limit' => self::maybe($raw, 'limit', fn ($value, $name) => self::limit(self::members($value, $name))),
            'digest' => self::maybe($raw, 'digest', $flag),
            'urgent' => self::maybe($raw, 'urgent', $flag),
            'when' => self::maybe($raw, 'when', fn ($value, $name) => self::windows($value, $name)),
            'from' => self::maybe($raw, 'from', $date),
            'until' => self::maybe($raw, 'until', $date),
            'note' => self::maybe($raw, 'note', fn ($value, $name) => self::text($value, $name, 140)),
        ]);
    }

    private static function subject(array $raw): array
    {
        $read = fn ($value, $name) => self::text($value, $name, 80);
        return self::present([
            'label' => $read($raw['label'] ?? null, 'label'),
            'product' => self::maybe($raw, 'product', $read),
            'code' => self::maybe($raw, 'code', $read),
        ]);
    }

    private static function limit(array $raw): array
    {
        $max = $raw['max'] ?? null;
        if ((!is_int($max) && !is_float($max)) || floor($max) != $max || $max < 0 || $max > 1000) {
            throw new RegardsInvalid('"max" is not a count');
        }
        return ['max' => (int) $max, 'per' => self::oneOf($raw['per'] ?? null, Regards::PERIODS, 'per')];
    }

    private static function windows(mixed $value, string $name): array
    {
        return array_map(function ($one) {
            $raw = self::members($one, 'window');
            return [
                'days' => self::known($raw['days'] ?? null, Regards::DAYS, 'days'),
                'from' => self::form($raw['from'] ?? null, self::TIME, 'from'),
                'to' => self::form($raw['to'] ?? null, self::TIME, 'to'),
            ];
        }, self::list($value, $name));
    }

    private static function treatment(array $raw): array
    {
        $texts = fn ($value, $name) => self::texts($value, $name);
        return self::present([
            'languages' => self::maybe($raw, 'languages', $texts),
            'style' => self::maybe($raw, 'style', $texts),
            'addressAs' => self::maybe($raw, 'addressAs', fn ($value, $name) => self::text($value, $name, 80)),
            'formats' => self::maybe($raw, 'formats', $texts),
            'support' => self::maybe($raw, 'support', $texts),
            'supportNote' => self::maybe($raw, 'supportNote', fn ($value, $name) => self::text($value, $name, 280)),
            'supportUntil' => self::maybe($raw, 'supportUntil', fn ($value, $name) => self::date($value, $name)),
        ]);
    }

    private static function terms(array $raw): array
    {
        $agreement = function ($value, $name) {
            $word = self::text($value, $name, 80);
            return in_array($word, Regards::AGREEMENTS, true) ? $word : null;
        };
        $purposes = function ($value, $name) {
            $said = self::members($value, $name);
            $wants = [];
            foreach (Regards::PURPOSES as $purpose) {
                $wants[$purpose] = self::maybe($said, $purpose, fn ($want, $of) => self::oneOf($want, Regards::WANTS, $of));
            }
            return self::present($wants);
        };
        return self::present([
            'agreement' => self::maybe($raw, 'agreement', $agreement),
            'alternative' => self::maybe($raw, 'alternative', $agreement),
            'purposes' => self::maybe($raw, 'purposes', $purposes),
            'keepFeedback' => self::maybe($raw, 'keepFeedback', fn ($value, $name) => self::form($value, self::DURATION, $name)),
            'contribute' => self::maybe($raw, 'contribute', fn ($value, $name) => self::texts($value, $name)),
        ]);
    }
}

/** @internal */
final class RegardsDecision
{
    private const BECAUSE = [
        'wanted' => 'The customer wants this.',
        'not-wanted' => 'The customer does not want this.',
        'ask-first' => 'The customer wants to be asked first.',
        'unknown' => 'The customer has told us nothing about this.',
        'no-preferences' => 'This customer has told us nothing.',
        'read-document' => 'The customer wants this, and has said more: read the document in the page.',
        'other-channel' => 'The customer wants this by another channel only.',
        'outside-hours' => 'The customer wants this at other times only.',
        'quiet-hours' => "It is inside the customer's quiet hours.",
        'over-limit' => 'The customer has had as many of these as they want in this time.',
        'expired' => 'These preferences do not hold at this time and must be read again.',
        'unreadable' => "The time, channel or words of the question, or the customer's time zone, cannot be read.",
    ];
    private const A_YEAR = ['day' => 366, 'week' => 53, 'month' => 12, 'year' => 1];

    public static function of(?array $said, array $question): array
    {
        $channel = $question['channel'] ?? null;
        if ($said === null) {
            return self::refused('no-preferences');
        }
        if ($channel !== null && !in_array($channel, Regards::CHANNELS, true)) {
            return self::refused('unreadable');
        }
        if (isset($said['cmr'])) {
            return self::byDocument($said, $question, $channel);
        }
        $want = $said['kinds'][$question['kind']] ?? null;
        if ($want !== 'yes') {
            return self::refused($want === null ? 'unknown' : self::refusal($want));
        }
        return $said['more'] ? self::refused('read-document') : self::wanted($channel, null, false);
    }

    public static function refused(string $reason): array
    {
        return ['allowed' => false, 'channel' => null, 'reason' => $reason, 'limit' => null, 'digest' => false,
            'because' => self::BECAUSE[$reason]];
    }

    private static function wanted(?string $channel, ?array $limit, bool $digest): array
    {
        return ['allowed' => true, 'channel' => $channel, 'reason' => 'wanted', 'limit' => $limit, 'digest' => $digest,
            'because' => self::BECAUSE['wanted']];
    }

    private static function refusal(string $want): string
    {
        return $want === 'no' ? 'not-wanted' : 'ask-first';
    }

    private static function byDocument(array $document, array $question, ?string $channel): array
    {
        $moment = self::moment($question['at'] ?? microtime(true));
        if ($moment === null) {
            return self::refused('unreadable');
        }
        [$issued, $expires] = array_map([RegardsDocument::class, 'milliseconds'], [$document['issued'], $document['expires']]);
        if ($moment < $issued - RegardsDocument::DAY_MS || $moment >= $expires) {
            return self::refused('expired');
        }
        $contact = $document['contact'] ?? null;
        if ($contact === null) {
            return self::refused('unknown');
        }
        $local = self::local($moment, $contact['timeZone']);
        if ($local === null) {
            return self::refused('unreadable');
        }
        $deciding = self::deciding($contact['rules'], $question, $local->format('Y-m-d'));
        if ($deciding === null) {
            return self::refused('unknown');
        }
        $channel ??= $deciding['via'][0] ?? null;
        $reason = self::reason($deciding, compact('contact', 'local', 'channel') + ['history' => $question['history'] ?? []]);
        if ($reason !== null) {
            return self::refused($reason);
        }
        if ($document['purposes'] === []) {
            return self::refused('unknown');
        }
        $limit = $deciding['limit'];
        return self::wanted($channel, $limit === null ? null : ['max' => $limit['max'], 'per' => $limit['per']], $deciding['digest']);
    }

    /** Reason for a refusal; null if the deciding rules allow the contact. */
    private static function reason(array $deciding, array $asked): ?string
    {
        ['contact' => $contact, 'local' => $local, 'channel' => $channel, 'history' => $history] = $asked;
        if ($deciding['want'] !== 'yes') {
            return self::refusal($deciding['want']);
        }
        foreach ($deciding['hours'] as $windows) {
            if (!self::isInAny($windows, $local)) {
                return 'outside-hours';
            }
        }
        if (!$deciding['urgent'] && self::isInAny($contact['quiet'], $local)) {
            return 'quiet-hours';
        }
        if ($deciding['via'] !== null && !in_array($channel, $deciding['via'], true)) {
            return 'other-channel';
        }
        $limit = $deciding['limit'];
        return $limit !== null && self::counted($history, $deciding, $asked) >= $limit['max'] ? 'over-limit' : null;
    }

    private const END_OF_MOMENTS = 253370764800000;

    /** Milliseconds since 1970; null for an unreadable time, and for one before 1970 or after 9998. */
    private static function moment(mixed $at): ?int
    {
        $moment = self::anyMoment($at);
        return $moment !== null && $moment >= 0 && $moment < self::END_OF_MOMENTS ? $moment : null;
    }

    private static function anyMoment(mixed $at): ?int
    {
        if (is_string($at)) {
            return RegardsDocument::zoned($at);
        }
        if ($at instanceof DateTimeInterface) {
            return $at->getTimestamp() * 1000 + (int) $at->format('v');
        }
        return is_int($at) || (is_float($at) && abs($at) < 1e12) ? (int) floor($at * 1000) : null;
    }

    private static function local(int $moment, string $zone): ?DateTimeImmutable
    {
        // DateTimeZone also accepts offsets and abbreviations, which are not zones.
        static $zones = null;
        $zones ??= array_flip(array_map('strtolower', DateTimeZone::listIdentifiers(DateTimeZone::ALL_WITH_BC)));
        if (!isset($zones[strtolower($zone)]) || in_array(strtolower($zone), ['factory', 'localtime'], true)) {
            return null;
        }
        try {
            return (new DateTimeImmutable('@' . (int) floor($moment / 1000)))->setTimezone(new DateTimeZone($zone));
        } catch (Exception) {
            // Some distributions list each file of the system's database, and not all of them are zones.
            return null;
        }
    }

    private static function isInAny(array $windows, DateTimeImmutable $local): bool
    {
        foreach ($windows as $window) {
            if (self::isInside($window, $local)) {
                return true;
            }
        }
        return false;
    }

    /** `from` is inclusive, `to` exclusive. If `from` is not before `to`, the window runs overnight. */
    private static function isInside(array $window, DateTimeImmutable $local): bool
    {
        $now = $local->format('H:i');
        $day = (int) $local->format('N') - 1;
        ['days' => $days, 'from' => $from, 'to' => $to] = $window;
        $startsToday = in_array(Regards::DAYS[$day], $days, true) && strcmp($now, $from) >= 0;
        if (strcmp($from, $to) < 0) {
            return $startsToday && strcmp($now, $to) < 0;
        }
        return $startsToday || (in_array(Regards::DAYS[($day + 6) % 7], $days, true) && strcmp($now, $to) < 0);
    }

    private static function deciding(array $rules, array $asked, string $date): ?array
    {
        $best = [];
        foreach ($rules as $rule) {
            if (!in_array($asked['kind'] ?? null, $rule['kinds'], true) || !self::isInForce($rule, $date)) {
                continue;
            }
            if (isset($rule['about']) && !self::isAbout($rule['about'], $asked)) {
                continue;
            }
            $higher = $best === [] ? 1 : self::rank($rule) - self::rank($best[0]);
            if ($higher >= 0) {
                $best = $higher > 0 ? [$rule] : [...$best, $rule];
            }
        }
        if ($best === []) {
            return null;
        }
        $abouts = array_values(array_filter(array_column($best, 'about')));
        $urgent = array_filter($best, fn ($rule) => $rule['urgent'] ?? false);
        return [
            'want' => self::wantOf($best[0]),
            'about' => $abouts[0] ?? null,
            'hours' => array_values(array_filter(array_column($best, 'when'), fn ($windows) => $windows !== [])),
            'urgent' => count($urgent) === count($best),
            'via' => self::common(array_column($best, 'via')),
            'limit' => self::strictest($best),
            'digest' => in_array(true, array_column($best, 'digest'), true),
        ];
    }

    private static function isInForce(array $rule, string $date): bool
    {
        [$from, $until] = [$rule['from'] ?? null, $rule['until'] ?? null];
        return ($from === null || strcmp(substr($date, 0, strlen($from)), $from) >= 0)
            && ($until === null || strcmp(substr($date, 0, strlen($until)), $until) <= 0);
    }

    private static function rank(array $rule): int
    {
        $subject = isset($rule['about']) ? (isset($rule['about']['product']) ? 2 : 1) : 0;
        $some = count(array_unique($rule['kinds'])) < count(Regards::KINDS) ? 1 : 0;
        return ($subject * 2 + $some) * count(Regards::WANTS) + array_search(self::wantOf($rule), Regards::WANTS, true);
    }

    /** A limit of 0 is a no, whatever the rule's own want. */
    private static function wantOf(array $rule): string
    {
        return ($rule['limit']['max'] ?? null) === 0 ? 'no' : $rule['want'];
    }

    private static function isAbout(array $about, array $asked): bool
    {
        if (isset($about['product'])) {
            return $about['product'] === ($asked['product'] ?? null);
        }
        $label = $asked['label'] ?? null;
        return is_string($label) && RegardsFold::fold($about['label']) === RegardsFold::fold($label);
    }

    private static function common(array $lists): ?array
    {
        if (count($lists) < 2) {
            return $lists[0] ?? null;
        }
        $common = array_values(array_intersect(Regards::CHANNELS, ...$lists));
        $place = fn ($channel) => array_sum(array_map(fn ($list) => array_search($channel, $list, true), $lists));
        usort($common, fn ($one, $other) => $place($one) <=> $place($other));
        return $common;
    }

    /** The limit that allows the fewest contacts in a year; of equal ones, the one with the shorter period. */
    private static function strictest(array $rules): ?array
    {
        $limited = array_values(array_filter($rules, fn ($rule) => isset($rule['limit'])));
        if ($limited === []) {
            return null;
        }
        $weight = fn ($rule) => [
            $rule['limit']['max'] * self::A_YEAR[$rule['limit']['per']],
            -self::A_YEAR[$rule['limit']['per']],
        ];
        usort($limited, fn ($one, $other) => $weight($one) <=> $weight($other));
        $strict = $limited[0]['limit'];
        $tied = array_filter($limited, fn ($rule) => $rule['limit'] === $strict);
        return $strict + ['kinds' => array_unique(array_merge(...array_column($tied, 'kinds')))];
    }

    private static function counted(array $history, array $deciding, array $asked): int
    {
        ['contact' => $contact, 'local' => $local] = $asked;
        ['limit' => $limit, 'about' => $about] = $deciding;
        // Weeks begin on Monday: ISO years and weeks.
        $form = ['day' => 'Y-m-d', 'week' => 'o-W', 'month' => 'Y-m', 'year' => 'Y'][$limit['per']];
        $date = $local->format('Y-m-d');
        $count = 0;
        foreach ($history as $past) {
            $moment = self::moment($past['at'] ?? null);
            $then = $moment === null ? null : self::local($moment, $contact['timeZone']);
            if (!in_array($past['kind'] ?? null, $limit['kinds'], true)) {
                continue;
            }
            if ($then !== null && $then->format($form) !== $local->format($form)) {
                continue;
            }
            $isSame = $about === null
                ? (self::deciding($contact['rules'], $past, $date)['about'] ?? null) === null
                : self::isAbout($about, $past);
            $count += $isSame ? 1 : 0;
        }
        return $count;
    }
}

/** @internal */
final class RegardsFold
{
    private const LETTERS = '\x{41}-\x{5a}\x{61}-\x{7a}\x{aa}\x{ba}\x{c0}-\x{d6}\x{d8}-\x{f6}\x{f8}-\x{2b8}\x{2e0}-\x{2e4}\x{370}'
        . '-\x{373}\x{375}-\x{377}\x{37a}-\x{37d}\x{37f}\x{384}\x{386}\x{388}-\x{38a}\x{38c}\x{38e}-\x{3a1}'
        . '\x{3a3}-\x{3e1}\x{3f0}-\x{484}\x{487}-\x{52f}\x{1c80}-\x{1c8a}\x{1d00}-\x{1dbf}\x{1e00}-\x{1f15}'
        . '\x{1f18}-\x{1f1d}\x{1f20}-\x{1f45}\x{1f48}-\x{1f4d}\x{1f50}-\x{1f57}\x{1f59}\x{1f5b}\x{1f5d}\x{1f5f}'
        . '-\x{1f7d}\x{1f80}-\x{1fb4}\x{1fb6}-\x{1fc4}\x{1fc6}-\x{1fd3}\x{1fd6}-\x{1fdb}\x{1fdd}-\x{1fef}'
        . '\x{1ff2}-\x{1ff4}\x{1ff6}-\x{1ffe}\x{2071}\x{207f}\x{2090}-\x{209c}\x{2126}\x{212a}-\x{212b}\x{2132}'
        . '\x{214e}\x{2160}-\x{2188}\x{2c60}-\x{2c7f}\x{2de0}-\x{2dff}\x{a640}-\x{a69f}\x{a722}-\x{a787}'
        . '\x{a78b}-\x{a7dc}\x{a7f1}-\x{a7ff}\x{ab30}-\x{ab5a}\x{ab5c}-\x{ab69}\x{fb00}-\x{fb06}\x{fe2e}-'
        . '\x{fe2f}\x{ff21}-\x{ff3a}\x{ff41}-\x{ff5a}\x{10140}-\x{1018e}\x{101a0}\x{10780}-\x{10785}\x{10787}-'
        . '\x{107b0}\x{107b2}-\x{107ba}\x{1d200}-\x{1d245}\x{1df00}-\x{1df1e}\x{1df25}-\x{1df2a}\x{1e030}-'
        . '\x{1e06d}\x{1e08f}';
    private const MARKS = '\x{300}-\x{36f}\x{483}-\x{489}\x{951}-\x{954}\x{1ab0}-\x{1add}\x{1ae0}-\x{1aeb}\x{1dc0}-\x{1df9}'
        . '\x{1dfb}-\x{1dff}\x{20d0}-\x{20f0}\x{2de0}-\x{2dff}\x{a66f}-\x{a672}\x{a674}-\x{a67d}\x{a69e}-'
        . '\x{a69f}\x{fe00}-\x{fe0f}\x{fe20}-\x{fe2f}\x{101fd}\x{1cf00}-\x{1cf2d}\x{1cf30}-\x{1cf46}\x{1d167}-'
        . '\x{1d169}\x{1d17b}-\x{1d182}\x{1d185}-\x{1d18b}\x{1d1aa}-\x{1d1ad}\x{1d242}-\x{1d244}\x{1e08f}'
        . '\x{e0100}-\x{e01ef}';
    private const WHITE_SPACE = '\x{9}-\x{d} \x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}';

    /** Form of a text for comparison (docs/SIGNAL.md, "One subject"): texts of one subject have the same form. */
    public static function fold(string $text): string
    {
        if (preg_match('/[\x80-\xff]/', $text) !== 1) {
            return trim(preg_replace('/[\t-\r ]+/', ' ', strtolower($text)), ' ');
        }
        if (!class_exists(Normalizer::class) || !function_exists('mb_strtolower')) {
            throw new RegardsInvalid('comparing these words needs the extensions intl and mbstring');
        }
        $plain = self::normal($text, Normalizer::FORM_KD);
        $plain = mb_strtolower(mb_strtoupper(mb_strtolower($plain, 'UTF-8'), 'UTF-8'), 'UTF-8');
        $plain = self::normal(str_replace('ς', 'σ', $plain), Normalizer::FORM_KD);
        $plain = preg_replace('/([' . self::LETTERS . '])[' . self::MARKS . ']+/u', '$1', $plain);
        $plain = self::normal((string) $plain, Normalizer::FORM_C);
        return trim((string) preg_replace('/[' . self::WHITE_SPACE . ']+/u', ' ', $plain), ' ');
    }

    private static function normal(string $text, int $form): string
    {
        $normal = Normalizer::normalize($text, $form);
        return is_string($normal) ? $normal : throw new RegardsInvalid('these words are not UTF-8');
    }
}
