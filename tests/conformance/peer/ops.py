"""Writes ops.json: random scripts about the objects of a folder, and what oslo.versionedobjects answers to each step.

    PEER=/path/to/peer python ops.py FOLDER [SEED [SCRIPTS]]

PEER has ovospec.py. The folder has objects.json and wire.json, as answers.py writes it: its values are those that are
set here.
"""
import copy
import json
import os
import random
import sys

sys.path.insert(0, os.environ.get('PEER', '.'))
import ovospec  # noqa: E402

FOLDER = sys.argv[1]
DICE = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
SCRIPTS = int(sys.argv[3]) if len(sys.argv) > 3 else 200

ODD = [None, True, 5, 1.5, 'odd', '', {}, [], -1]
STEPS = (['set'] * 7 + ['reset'] * 3 + ['del', 'changes', 'prim'] * 2 +
         ['get', 'is_set', 'changed', 'raw_changed', 'defaults', 'repr', 'clone'])


def read(name):
    with open(os.path.join(FOLDER, name), encoding='utf-8') as file:
        return json.load(file)


def values():
    """What wire.json sets, by class and field."""
    found = {}
    for case in read('wire.json')['cases']:
        spec = case['object']['$obj']
        for field, value in spec['fields'].items():
            found.setdefault(spec['class'], []).append((field, value))
    return found


def has_order(text):
    """Whether a print depends on the order of a hash set."""
    return any(',' in part.split('])')[0] for part in text.split('set([')[1:])


def ask(obj, step, pool, targets):
    """Does a step, and says what came of it; the object is another one after a clone."""
    kind, result = step['op'], {}
    if kind == 'set':
        if pool and DICE.random() < 0.8:
            step['field'], step['value'] = DICE.choice(pool)
        else:
            step['value'] = DICE.choice(ODD)
        setattr(obj, step['field'], ovospec.untag(copy.deepcopy(step['value'])))
    elif kind == 'del':
        delattr(obj, step['field'])
    elif kind == 'get':
        result = {'ok': ovospec.tag(getattr(obj, step['field']))}
    elif kind == 'is_set':
        result = {'ok': obj.obj_attr_is_set(step['field'])}
    elif kind == 'changed':
        result = {'ok': sorted(obj.obj_what_changed())}
    elif kind == 'raw_changed':
        result = {'ok': sorted(obj._changed_fields)}
    elif kind == 'changes':
        result = {'ok': {name: ovospec.tag(value) for name, value in obj.obj_get_changes().items()}}
    elif kind == 'reset':
        if DICE.random() < 0.4:
            step['recursive'] = True
        elif DICE.random() < 0.5:
            step['fields'] = DICE.sample(list(obj.fields), min(2, len(obj.fields)))
        obj.obj_reset_changes(fields=step.get('fields'), recursive=step.get('recursive', False))
    elif kind == 'defaults':
        obj.obj_set_defaults()
        result = {'ok': sorted(obj.obj_what_changed())}
    elif kind == 'repr':
        text = repr(obj)
        result = {'skipped': True} if has_order(text) else {'ok': text}
    elif kind == 'prim':
        if targets and DICE.random() < 0.5:
            step['target'] = DICE.choice(targets)
        result = {'ok': ovospec.canon(obj.obj_to_primitive(target_version=step.get('target')))}
    elif kind == 'clone':
        step['into'] = 'o'
        obj = obj.obj_clone()
    return obj, result


def script(number, spec, pool):
    cls = ovospec.CLASSES[spec['name']]
    obj = cls()
    major, minor = cls.VERSION.split('.')[:2]
    targets = ['%s.%d' % (major, older) for older in range(int(minor) + 2)]
    steps = [{'op': 'new', 'var': 'o', 'class': spec['name'], 'fields': {}, 'result': {}}]
    kinds = [DICE.choice(STEPS) for _ in range(DICE.randint(6, 16))]
    for kind in kinds + ['changed', 'raw_changed', 'prim']:
        step = {'op': kind, 'var': 'o'}
        if kind in ('set', 'del', 'get', 'is_set'):
            step['field'] = DICE.choice(list(cls.fields))
        last = kind == 'prim' and len(steps) > len(kinds)
        try:
            obj, step['result'] = ask(obj, step, pool, [] if last else targets)
        except Exception as error:
            step['result'] = ovospec.err(error)
        steps.append(step)
    return {'name': 'random %03d %s' % (number, spec['name']), 'ops': steps}


def main():
    objects = read('objects.json')['objects']
    for spec in objects:
        ovospec.make_class(spec, ovospec.CLASSES)
    names = [spec['name'] for spec in objects]
    once = [spec for spec in objects if names.count(spec['name']) == 1 and spec['fields']]
    pools = values()
    scripts = [script(number, spec, pools.get(spec['name'], []))
               for number, spec in enumerate(DICE.choice(once) for _ in range(SCRIPTS))]
    with open(os.path.join(FOLDER, 'ops.json'), 'w', encoding='utf-8') as file:
        json.dump({'scripts': scripts}, file, indent=1)
    print(len(scripts), 'scripts,', sum(len(one['ops']) for one in scripts), 'steps')


main()
