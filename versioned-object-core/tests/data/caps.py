"""Writes caps.json: what Cinder's CinderObjectSerializer sends when it is capped to a release.

Run it with a Python that has Cinder, in this folder.
"""
import json
import warnings

warnings.simplefilter('ignore')

from cinder.objects import base as cinder_base
from oslo_versionedobjects import base
from oslo_versionedobjects import fields

from shared import Since, ordered


@base.VersionedObjectRegistry.register
class Bulb(Since, base.VersionedObject):
    VERSION = '1.3'
    ADDED = {'colour': (1, 2)}
    fields = {'watts': fields.IntegerField(), 'colour': fields.StringField()}


@base.VersionedObjectRegistry.register
class BulbList(base.ObjectListBase, base.VersionedObject):
    VERSION = '1.1'
    fields = {'objects': fields.ListOfObjectsField('Bulb')}


@base.VersionedObjectRegistry.register
class Lamp(Since, base.VersionedObject):
    VERSION = '1.1'
    ADDED = {'on': (1, 1)}
    obj_relationships = {'bulb': [('1.0', '1.1'), ('1.1', '1.3')]}
    fields = {'bulb': fields.ObjectField('Bulb', nullable=True), 'on': fields.BooleanField()}


RELEASES = [
    ('first', {'Bulb': '1.0'}),
    ('second', {'Bulb': '1.1', 'BulbList': '1.0', 'Lamp': '1.0'}),
    ('third', {'Bulb': '1.2'}),
    ('fourth', {'Bulb': '1.3', 'BulbList': '1.1', 'Lamp': '1.1'}),
    ('fifth', {'Bulb': '1.9', 'Lamp': '1.9'}),
    ('latest', {'Lamp': '1.10'}),
]

history = cinder_base.CinderObjectVersionsHistory()
history.clear()
history.versions = []
known = {}
for release, changes in RELEASES:
    known = {**known, **changes}
    history[release] = known
    history.versions.append(release)
cinder_base.OBJ_VERSIONS = history


def received(version, **values):
    return base.VersionedObject.obj_from_primitive({
        'versioned_object.name': 'Bulb', 'versioned_object.namespace': 'versionedobjects',
        'versioned_object.version': version, 'versioned_object.data': values})


def entity():
    def bulb():
        return Bulb(watts=40, colour='red')
    return {
        'lamp': Lamp(bulb=bulb(), on=True),
        'dark': Lamp(bulb=None),
        'mended': Lamp(bulb=received('1.1', watts=5), on=False),
        'list': [bulb(), {'old': received('1.0', watts=3)}, 'text', 7, None],
        'bulbs': BulbList(objects=[bulb(), received('1.2', watts=1)]),
    }


releases = [name for name, _ in RELEASES]
sent = {name: ordered(cinder_base.CinderObjectSerializer(name).serialize_entity(None, entity()))
        for name in releases + [None]}
sent['none'] = sent.pop(None)
with open('caps.json', 'w') as out:
    json.dump({'releases': RELEASES, 'sent': sent}, out, separators=(',', ':'))
    out.write('\n')
