"""The live peer: objects go from Rust to the real oslo.versionedobjects and back, and must come back equal.

    python peer.py PROGRAM SEED COUNT VECTORS

PROGRAM is the Rust side: the test program of the package `conformance`. VECTORS is the folder with `objects.json`, from
which both sides declare their classes. The run ends at the first difference.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import time

import divergences
from declare import base, declare, declare_all, load, number, older
from oslo_versionedobjects import fixture
from randoms import Randoms, class_of

HERE = pathlib.Path(__file__).parent
PROGRAM, SEED, COUNT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


class Difference(Exception):
    """What one side wrote and what came back."""


def fail(message):
    raise Difference(message)


def rust(*arguments, given=None):
    """The lines that the Rust side prints."""
    text = None if given is None else ''.join(line + '\n' for line in given)
    ran = subprocess.run([PROGRAM, 'interop', *map(str, arguments)], input=text, capture_output=True, text=True)
    if ran.returncode != 0:
        raise Difference(f'the Rust side failed: {" ".join(map(str, arguments))}: {ran.stderr.strip()}')
    return ran.stdout.split('\n')[:-1]


def comparable(value, other):
    """A value as it is held against another: with what has no order in it sorted, sets, maps and names of changed fields.

    The keys of envelopes and of their data keep their order. What is a tuple in one of the two is a set: only Python
    has tuples in primitives, and only for sets.
    """
    if isinstance(value, (list, tuple)):
        if isinstance(value, tuple) or isinstance(other, tuple):
            return sorted((comparable(item, None) for item in value), key=json.dumps)
        others = other if isinstance(other, list) else ()
        return [comparable(item, of) for item, of in itertools.zip_longest(value, others[:len(value)])]
    if not isinstance(value, dict):
        return value
    others = other if isinstance(other, dict) else {}
    held = {key: comparable(item, others.get(key)) for key, item in value.items()}
    prefix = next((key[:-5] for key in held if key.endswith('.data') and f'{key[:-5]}.version' in held), None)
    if prefix is None:
        return dict(sorted(held.items()))
    data = value[f'{prefix}.data']
    held[f'{prefix}.data'] = {name: held[f'{prefix}.data'][name] for name in data}
    if f'{prefix}.changes' in held:
        held[f'{prefix}.changes'].sort()
    return held


def children_without_gone(value, is_child=False):
    """The same envelope, where the changes of children name only what is in their data.

    Oslo, and so do we, leaves the names of fields that an older version lacks in the changes of children; no reader of
    that version knows them. In the object itself they have to be gone already.
    """
    if isinstance(value, list):
        return [children_without_gone(item, True) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: children_without_gone(item, is_child or key.endswith('.data')) for key, item in value.items()}
    data = value.get('versioned_object.data')
    if is_child and data is not None and 'versioned_object.changes' in kept:
        kept['versioned_object.changes'] = [name for name in kept['versioned_object.changes'] if name in data]
        if not kept['versioned_object.changes']:
            del kept['versioned_object.changes']
    return kept


def check(what, index, before, after):
    """Compares as text: Python's `==` makes no difference between 1, 1.0 and True, or 0.0 and -0.0."""
    before, after = json.dumps(comparable(before, after)), json.dumps(comparable(after, before))
    if before != after:
        start = next((at for at, pair in enumerate(zip(before, after)) if pair[0] != pair[1]), min(len(before), len(after)))
        around = slice(max(0, start - 100), start + 200)
        raise Difference(f'{what}, object {index}:\n  written   …{before[around]}\n  re-written …{after[around]}')


def read(envelope):
    """What Python reads, with the class of exactly that version."""
    name, version = (next(text for key, text in envelope.items() if key.endswith(end)) for end in ('.name', '.version'))
    cls = class_of({'name': name, 'version': version})
    made = cls.obj_from_primitive(envelope)
    if type(made) is not cls or made.VERSION != version:
        raise Difference(f'{name} {version} is read as {type(made).__name__} {made.VERSION}')
    return made


def python_echo(what, lines, is_older=False):
    """Python reads what Rust wrote, and writes it again."""
    for index, line in enumerate(lines):
        envelope = children_without_gone(json.loads(line)) if is_older else json.loads(line)
        try:
            after = read(envelope).obj_to_primitive()
        except Exception as error:
            raise Difference(f'{what}, object {index}: Python refuses it: {error!r}\n  {line[:1000]}') from error
        check(what, index, envelope, after)


def rust_echo(what, group, primitives, expected=None, command='echo', form=lambda envelope: envelope):
    """Rust reads what Python wrote, and writes it again, or what is expected instead."""
    echoed = rust(command, group, given=[json.dumps(primitive) for primitive in primitives])
    for index, (before, line) in enumerate(zip(expected or primitives, echoed, strict=True)):
        after = json.loads(line)
        if 'error' in after:
            raise Difference(f'{what}, object {index}: Rust refuses it: {after["error"]}\n  {json.dumps(before)[:1000]}')
        check(what, index, before, form(after))
    return len(echoed)


def step(what, check, said='objects {0}, equal {0}'):
    """Makes one check, which gives how many hold, and prints that."""
    start = time.monotonic()
    count = check()
    print(f'{what}: {said.format(count)} ({time.monotonic() - start:.1f} s)', flush=True)


def fingerprints(group, specs):
    """Both sides declare the same: names, versions and fingerprints."""
    theirs = dict(line.split() for line in rust('types', group))
    ours = {}
    for spec in specs:
        cls = class_of(spec)
        printed = fixture.ObjectVersionChecker({cls.obj_name(): [cls]}).get_hashes()[cls.obj_name()]
        ours[f"{cls.obj_name()}:{printed.split('-')[0]}"] = printed.split('-')[1]
    if theirs != ours:
        raise Difference(f'{group}: declared otherwise: Rust {theirs}\n  Python {ours}')
    return len(ours)


def rust_to_python(group):
    lines = rust('write', group, SEED, COUNT)
    python_echo(f'rust → python, {group}', lines)
    return len(lines)


def python_to_rust(group, specs):
    randoms = Randoms(SEED, is_utc=group == 'family')
    return rust_echo(f'python → rust, {group}', group, [randoms.top(specs).obj_to_primitive() for _ in range(COUNT)])


def older_versions(name, command, releases, count):
    """Rust writes for peers of older releases, Python of that time reads and writes again, and so does Rust."""
    what = f'{name} at older versions'
    lines = rust(command, name, SEED, count, given=[json.dumps(release) for release in releases])
    newest = base.VersionedObjectRegistry.obj_classes()[name][0].VERSION
    for index, line in enumerate(lines):
        wanted = releases[index % len(releases)]['versions'].get(name, newest)
        if json.loads(line)['versioned_object.version'] != wanted:
            raise Difference(f'{what}, object {index}: {wanted} was wanted: {line[:200]}')
    python_echo(what, lines, is_older=True)
    rust_echo(what, 'family', [children_without_gone(json.loads(line)) for line in lines])
    return lines


def backups(count):
    """Random Backups at each version."""
    releases = [{'release': version, 'versions': {'Backup': version}} for version in ('1.0', '1.1', '1.2', '1.3', '1.4')]
    return len(older_versions('Backup', 'older', releases, count))


def all_releases():
    """The versions of all objects in each release of Cinder's history."""
    history = load(HERE / '../../backup-objects/tests/data/cinder-history-1.26.json')
    known, releases = {}, []
    for release, changes in [*history['initial'].items(), *((of['version'], of['changes']) for of in history['updates'])]:
        known = {**known, **changes}
        releases.append({'release': release, 'versions': known})
    return releases


def devices(releases, count):
    """BackupDeviceInfo with every field set some levels down, for each release."""
    lines = older_versions('BackupDeviceInfo', 'full', releases, count)
    for line in lines[len(releases) - 1::len(releases)]:
        volume = read(json.loads(line)).volume
        for held in (volume.volume_type, volume.volume_attachment.objects[0], volume.snapshots.objects[0], volume.group):
            if not all(held.obj_attr_is_set(name) for name in held.fields):
                raise Difference(f'{held} is not full')
    return len(lines)


def main():
    print(f'seed {SEED}, {COUNT} objects of each group each way', flush=True)
    described = pathlib.Path(sys.argv[4]) / 'objects.json'
    synthetic = load(described if described.exists() else f'{described}.gz')['objects']
    names = {line.split(':')[0] for line in rust('types', 'family')}
    family = [spec for spec in load(HERE / '../conformance/data/cinder-objects-1.26.json.gz')['objects'] if spec['name'] in names]
    declare_all(synthetic)
    declare_all(family)
    groups = {'family': family, 'synthetic': synthetic}
    for group, specs in groups.items():
        step(f'fingerprints, {group}', lambda: fingerprints(group, specs))
    for group, specs in groups.items():
        step(f'rust → python, {group}', lambda: rust_to_python(group))
        step(f'python → rust, {group}', lambda: python_to_rust(group, specs))
    step('divergences', lambda: divergences.check(rust, {
        **{f"{spec['name']}:{spec['version']}": class_of(spec) for spec in synthetic},
        **{spec['name']: class_of(spec) for spec in synthetic + family}}, fail), 'cases {0}, as documented {0}')
    history = load(HERE / 'data/cinder-object-history.json')
    history['BackupImport'] = history['Backup']
    for spec in family:
        known = [entry['version'] for entry in history.get(spec['name'], ())]
        for version in [version for version in known if number(version) < number(spec['version'])]:
            # The published fingerprints of Backup 1.0 to 1.3 are of the fields as they take null today.
            is_backup = spec['name'] in ('Backup', 'BackupImport')
            declare(older(spec, history[spec['name']], version, nulls_as_today=is_backup), {})
    releases = all_releases()
    step('rust → python → rust, Backup at 1.0 to 1.4', lambda: backups(max(1, COUNT // 10)))
    step('rust → python → rust, a full BackupDeviceInfo for every release',
         lambda: devices(releases, max(1, COUNT // 100)))
    others = [spec['name'] for spec in family if spec['name'] != 'BackupDeviceInfo']
    step('rust → python → rust, a full object of every other type for every release',
         lambda: sum(len(older_versions(name, 'full', releases, 1)) for name in others))


def run(main):
    """Ends with the first difference, and with what replays it."""
    try:
        main()
    except Difference as difference:
        sys.exit(f'interop: seed {SEED}: {difference}')


if __name__ == '__main__':
    run(main)
