"""What the random values keep away from: where Rust differs from Python on purpose, with the row of docs/divergences.md
that says so, what Python writes, and what Rust makes of it: another value, or an error with this text.
"""
import datetime
import json
import pathlib

import iso8601

ROWS = (pathlib.Path(__file__).parent / '../../docs/divergences.md').read_text(encoding='utf-8')
HALF_PAST_FIVE = '2016-06-14T10:28:42+05:30'

# Row, group, class, field, value, what Rust writes again or why it does not.
CASES = [
    ('integers', 'family', 'Backup', 'size', 2**63, ValueError('expected integer below 2^63')),
    ('integers', 'family', 'Backup', 'size', -2**63 - 1, ValueError('Backup.size')),
    ('NaN and infinities, such as `1e400`', 'synthetic', 'Basket', 'beta', float('nan'), ValueError('Basket.beta: not JSON')),
    ('NaN and infinities, such as `1e400`', 'synthetic', 'Basket', 'beta', float('-inf'), ValueError('Basket.beta: not JSON')),
    ('UUID fields', 'family', 'Backup', 'id', 'not-a-uuid', ValueError('Backup.id')),
    ('UUID fields', 'family', 'Backup', 'id', '6BA7B8109DAD11D180B400C04FD430C8', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'),
    ('date-times with an offset, in the Backup family', 'family', 'Backup', 'created_at', HALF_PAST_FIVE,
     '2016-06-14T04:58:42Z'),
    ('date-times with the offset `+00:00`', 'synthetic', 'Gadget', 'alpha', '2016-06-14T10:28:42+00:00',
     '2016-06-14T10:28:42Z'),
    ("Python's own zones", 'synthetic', 'Gadget', 'alpha', datetime.datetime.fromisoformat(HALF_PAST_FIVE),
     ValueError('Gadget.alpha')),
    ('years below 1000', 'synthetic', 'Gadget', 'alpha', datetime.datetime(1, 1, 1, tzinfo=iso8601.UTC),
     ValueError('Gadget.alpha')),
    ('`NonNegativeInteger`', 'synthetic', 'Gear:2.0', 'teeth', 2**64, ValueError('Gear.teeth')),
    ('null in a state machine', 'synthetic', 'Gadget', 'uuid_f', None, ValueError('Gadget.uuid_f')),
]


def check(rust, classes, fail):
    """Whether each holds, by the Rust side `rust`, for the classes by name; gives how many do."""
    # Another folder of declarations has other classes.
    cases = [case for case in CASES if case[2] in classes]
    for row, group, name, field, value, expected in cases:
        if f'| {row} |' not in ROWS:
            fail(f'docs/divergences.md has no row {row!r}')
        made = classes[name]()
        setattr(made, field, value)
        text = json.dumps(made.obj_to_primitive())
        answer = json.loads(rust('echo', group, given=[text])[0])
        if isinstance(expected, ValueError):
            holds = str(expected) in answer.get('error', '')
        else:
            data = next((of for key, of in answer.items() if key.endswith('.data')), {})
            holds = data == {field: expected} and text.count(expected) == 0
        if not holds:
            fail(f'{row}: {expected!r} was expected: {text}: {answer}')
    return len(cases)
