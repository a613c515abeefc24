<?php

// Answers the tasks of vector-tasks.ts by Regards.php.
declare(strict_types=1);

require __DIR__ . '/../../../src/kit/php/Regards.php';

function assoc(mixed $value): mixed
{
    return json_decode(json_encode($value), true);
}

function answer(stdClass $task): array|stdClass
{
    if ($task->what === 'header') {
        $result = Regards::readHeader($task->input);
        return isset($result['preferences'])
            ? ['preferences' => ['kinds' => (object) $result['preferences']['kinds']] + $result['preferences']] + $result
            : $result;
    }
    if ($task->what === 'document') {
        $result = Regards::decodeDocument($task->input);
        foreach (['treatment', 'terms'] as $part) {
            if (isset($result['preferences'][$part])) {
                // PHP has one form of an empty array for a list and for an object.
                if (isset($result['preferences'][$part]['purposes'])) {
                    $result['preferences'][$part]['purposes'] = (object) $result['preferences'][$part]['purposes'];
                }
                $result['preferences'][$part] = (object) $result['preferences'][$part];
            }
        }
        return $result;
    }
    if ($task->what === 'fold') {
        return ['folded' => RegardsFold::fold($task->input)];
    }
    $said = $task->said;
    $result = property_exists($said, 'header') ? Regards::readHeader($said->header) : Regards::decodeDocument($said->document);
    $decision = Regards::decide($result['preferences'] ?? null, assoc($task->question));
    assert(str_ends_with($decision['because'], '.'));
    unset($decision['because']);
    return $decision;
}

$tasks = json_decode(stream_get_contents(STDIN), false, 512, JSON_THROW_ON_ERROR);
echo json_encode(array_map('answer', $tasks), JSON_THROW_ON_ERROR);
