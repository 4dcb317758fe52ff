"""Real Cinder 29 as the peer: its Backup 1.7, backported by Cinder itself to 1.4, is read by Rust and written again equal.

    python cinder_peer.py PROGRAM SEED COUNT

Cinder removes nothing of what is newer than 1.4. Rust leaves it out or keeps it, as asked.
"""
import json

import peer
from declare import load
from randoms import Randoms

from cinder import objects

TARGET = '1.4'
# What Backup 1.5 to 1.7 added. Cinder looks at the metadata of every Backup that it writes, and would ask its database.
NEWER = {
    'metadata': {'type': {'type': 'Dict', 'elem': {'type': 'String'}}, 'always': True},
    'encryption_key_id': {'type': {'type': 'UUID'}, 'nullable': True},
    'parent': {'type': {'type': 'Object', 'name': 'Backup'}, 'nullable': True},
}


def without_newer(envelope):
    """What Rust holds of a Backup when it leaves out what it does not know."""
    data = {name: value for name, value in envelope['versioned_object.data'].items() if name not in NEWER}
    left = {**envelope, 'versioned_object.data': data}
    if changes := [name for name in left.pop('versioned_object.changes', ()) if name in data]:
        left['versioned_object.changes'] = changes
    return left


def unordered(envelope):
    """The same with its data in the order of names: what Rust keeps stands behind what it knows."""
    return {**envelope, 'versioned_object.data': dict(sorted(envelope['versioned_object.data'].items()))}


def main():
    objects.register_all()
    if objects.Backup.VERSION != '1.7':
        raise peer.Difference(f'Cinder 29 has Backup 1.7, this one {objects.Backup.VERSION}')
    family = load(peer.HERE / '../conformance/data/cinder-objects-1.26.json.gz')['objects']
    spec = next(spec for spec in family if spec['name'] == 'Backup')
    spec = {**spec, 'version': '1.7', 'fields': [*spec['fields'], *NEWER.items()]}
    randoms = Randoms(peer.SEED, is_utc=True)
    written = [randoms.top([spec]).obj_to_primitive(TARGET, {'Backup': TARGET}) for _ in range(peer.COUNT)]
    newer = sum(not NEWER.keys().isdisjoint(envelope['versioned_object.data']) for envelope in written)
    print(f'seed {peer.SEED}: {newer} of {peer.COUNT} Backups carry what is newer than {TARGET}', flush=True)
    peer.step(f'cinder → rust, Backup at {TARGET}', lambda: peer.rust_echo(
        f'cinder → rust, Backup at {TARGET}', 'family', written, expected=[without_newer(of) for of in written]))
    # Names of changes that are no fields here are dropped, as everywhere.
    kept = [unordered({**without_newer(of), 'versioned_object.data': of['versioned_object.data']}) for of in written]
    peer.step(f'cinder → rust, Backup at {TARGET}, unknown fields kept', lambda: peer.rust_echo(
        'unknown fields kept', 'family', written, expected=kept, command='echo-all', form=unordered))


if __name__ == '__main__':
    peer.run(main)
