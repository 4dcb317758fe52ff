"""Writes children.json: what oslo.versionedobjects makes of children at older versions.

Run it with a Python that has oslo.versionedobjects, in this folder.
"""
import json

from oslo_versionedobjects import base
from oslo_versionedobjects import exception
from oslo_versionedobjects import fields

from shared import Since, ordered


@base.VersionedObjectRegistry.register
class Leaf(Since, base.VersionedObject):
    VERSION = '1.3'
    ADDED = {'b': (1, 2)}
    fields = {'a': fields.IntegerField(), 'b': fields.IntegerField()}


@base.VersionedObjectRegistry.register
class LeafList(base.ObjectListBase, base.VersionedObject):
    VERSION = '1.2'
    child_versions = {'1.0': '1.0', '1.1': '1.2', '1.2': '1.3'}
    fields = {'objects': fields.ListOfObjectsField('Leaf')}


@base.VersionedObjectRegistry.register
class Tree(base.VersionedObject):
    VERSION = '1.4'
    obj_relationships = {
        'leaf': [('1.1', '1.0'), ('1.3', '1.3')],
        'leaves': [('1.0', '1.1'), ('1.2', '1.2'), ('1.4', '1.3')],
        'list': [('1.0', '1.0'), ('1.2', '1.1'), ('1.4', '1.2')],
    }
    fields = {
        'leaf': fields.ObjectField('Leaf', nullable=True),
        'leaves': fields.ListOfObjectsField('Leaf'),
        'list': fields.ObjectField('LeafList'),
    }


@base.VersionedObjectRegistry.register
class Forest(base.VersionedObject):
    VERSION = '1.1'
    fields = {'name': fields.StringField(), 'tree': fields.ObjectField('Tree')}


@base.VersionedObjectRegistry.register
class House(Since, base.VersionedObject):
    VERSION = '1.3'
    ADDED = {'rooms': (1, 1)}
    obj_relationships = {'rooms': [('1.1', '1.0'), ('1.2', '1.1'), ('1.3', '1.2')]}
    fields = {'name': fields.StringField(), 'rooms': fields.ObjectField('RoomList')}


@base.VersionedObjectRegistry.register
class RoomList(base.ObjectListBase, base.VersionedObject):
    VERSION = '1.2'
    child_versions = {'1.0': '1.0', '1.1': '1.1', '1.2': '1.2'}
    fields = {'objects': fields.ListOfObjectsField('Room')}


@base.VersionedObjectRegistry.register
class Room(Since, base.VersionedObject):
    VERSION = '1.2'
    ADDED = {'floor': (1, 1)}
    obj_relationships = {'house': [('1.0', '1.1'), ('1.1', '1.2'), ('1.2', '1.3')]}
    fields = {'floor': fields.IntegerField(), 'house': fields.ObjectField('House', nullable=True)}


def leaf():
    return Leaf(a=1, b=2)


def tree():
    return Tree(leaf=leaf(), leaves=[leaf(), leaf()], list=LeafList(objects=[leaf()]))


def house(depth):
    """A house whose room names a house, and so on: objects that contain each other."""
    inner = house(depth - 1) if depth else None
    return House(name='house', rooms=RoomList(objects=[Room(floor=depth, house=inner)]))


OBJECTS = {
    'LeafList': lambda: LeafList(objects=[leaf(), leaf()]),
    'Tree': tree,
    'Bare': lambda: Forest(name='bare'),
    'Forest': lambda: Forest(name='wood', tree=tree()),
    'House': lambda: house(3),
}
TARGETS = [None, '0.9', '1.0', '1.1', '1.2', '1.3', '1.4']
MANIFESTS = [None, {}, {'Leaf': '1.1'}, {'Leaf': '1.2', 'LeafList': '1.1', 'Tree': '1.2'}, {'Tree': '1.0'},
             {'LeafList': '1.0'}, {'House': '1.1', 'Room': '1.0', 'RoomList': '1.0'}, 'tree']


cases = []
for name, make in OBJECTS.items():
    for target in TARGETS:
        for manifest in MANIFESTS:
            versions = base.obj_tree_get_versions(make().obj_name()) if manifest == 'tree' else manifest
            try:
                result = ordered(make().obj_to_primitive(target, versions))
            except (exception.InvalidTargetVersion, exception.ObjectActionError) as error:
                result = str(error)
            cases.append({'object': name, 'target': target, 'manifest': versions, 'result': result})
with open('children.json', 'w') as out:
    json.dump(cases, out, separators=(',', ':'))
    out.write('\n')
