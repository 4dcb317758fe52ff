"""One database, two programs: the real Cinder 29 and ours read and write the same backups, in tables that Cinder's own
migrations made.

    python rows_peer.py PROGRAM SEED COUNT KIND [URL]

PROGRAM is the Rust side, `interop-rows`; KIND is `sqlite`, `postgres` or `mariadb`, and URL leads to the server, where a
database is made and dropped. Whatever one side does to a backup, the other does to a twin of it: both rows are the same
afterwards, column by column, and each side reads of both rows what the other one reads. The run ends at the first
difference.
"""
import collections
import datetime
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import uuid

import cinder_database as cinder
from cinder import exception, objects
from cinder.db import api
from cinder.objects import fields as c_fields
from oslo_db import exception as db_exception

import rows_together

MOMENTS = ('data_timestamp', 'created_at', 'updated_at', 'deleted_at')
STAMPS = MOMENTS[1:]
NUMBERS = ('size', 'object_count', 'num_dependent_backups')
STATUSES = c_fields.BackupStatus.ALL
# What both have: Backup 1.7 has three fields more than 1.4.
NEWER = {'metadata', 'encryption_key_id', 'parent'}
FIELDS = sorted(set(objects.Backup.fields) - NEWER)
PLAIN = [name for name in FIELDS if name not in ('id', *MOMENTS[1:], 'deleted')]

TEXTS = ['', ' ', 'a', 'A', 'a ', ' a', 'aa', 'Ab', 'aB', 'b', 'B', 'z', '0', '10', '9', 'null', 'None', '-0', '\t\r\n',
         '"\\/\b\f', "it's", '100%', '100_', 'a_b', 'a%b', 'a\\b', '\\', '\\%', 'é', 'É', 'e\u0301', 'ß', 'ss', 'ı', 'İ',
         'ﬁ', 'Ω', 'ω', 'ς', '\u0627\u0644', '\u2028', '\ufeff', '\uffff', '$dt', '%s%(x)s', '?', ':x', '$1', 'x' * 255,
         '2016-06-14 10:28:42', '{"a": 1}', '\x7f', '\xa0']
# What some databases do not take: not even Cinder can write it.
OTHERS = {'sqlite': ['\0', 'a\0b', '\U0001f469\u200d\U0001f680', '\U0010ffff', 'x' * 300],
          'postgres': ['\U0001f469\u200d\U0001f680', '\U0010ffff'], 'mariadb': []}
INTEGERS = [0, 1, -1, 2, 10, 100, 2**31 - 1, -2**31]


class Difference(Exception):
    """What the two did or saw otherwise."""


class Rust:
    """The other side."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def send(self, call, **given):
        self.process.stdin.write(json.dumps({'call': call, **given}) + '\n')
        self.process.stdin.flush()

    def receive(self):
        line = self.process.stdout.readline()
        if not line:
            raise Difference(f'the Rust side is gone: {self.process.wait()}')
        return json.loads(line)

    def ask(self, call, **given):
        self.send(call, **given)
        return self.receive()

    def close(self):
        self.process.communicate()


def told(context):
    return {'admin': context.is_admin, 'user': context.user_id, 'project': context.project_id,
            'read_deleted': context.read_deleted}


def shown(value):
    """A value as it goes over the line."""
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=datetime.UTC).isoformat(timespec='microseconds')
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {name: shown(item) for name, item in value.items()}
    return value


def seen(backup):
    """What Cinder sees of a backup, of the fields that both have."""
    return {name: shown(getattr(backup, name)) for name in FIELDS}


# Errors by what they mean.
KINDS = {exception.BackupNotFound: 'NotFound', exception.NotAuthorized: 'NotAuthorized',
         exception.AdminRequired: 'AdminRequired', db_exception.DBDuplicateEntry: 'DuplicateEntry'}


class Peer:
    def __init__(self, program, seed, count, kind, url, folder):
        self.random, self.count, self.kind = random.Random(f'{seed} {kind}'), count, kind
        self.database = cinder.Database(kind, url, folder)
        try:
            self.database.open()
            self.program, self.rust = program, Rust(program, self.database.for_rust)
        except BaseException:
            self.database.drop()
            raise
        self.texts = TEXTS + OTHERS[kind]
        self.integers = INTEGERS + ([2**53 + 1, 2**63 - 1, -2**63] if kind == 'sqlite' else [])
        self.volumes = [self.uuid() for _ in range(5)]
        self.admin = cinder.admin()
        self.twins = []
        # What Cinder knows of its backups beside the fields that both have.
        self.beside = {}
        self.tally = collections.Counter()

    def close(self):
        try:
            self.rust.close()
        finally:
            self.database.drop()

    # What there may be in a backup.

    def uuid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def moment(self):
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=self.random.randrange(4 * 10**15))
        return self.random.choice([moment, moment, moment.replace(microsecond=0), datetime.datetime(2024, 2, 29)])

    def text(self):
        if self.random.random() < 0.7:
            return self.random.choice(self.texts)
        return ''.join(self.random.choice('abcABC _%\\éÉßω') for _ in range(self.random.randrange(6)))

    def value(self, name):
        pick = self.random.choice
        if name in ('user_id', 'project_id'):
            return pick(['p', 'q', 'P'])
        if name == 'volume_id':
            return pick(self.volumes)
        if self.random.random() < 0.2:
            return None
        if name == 'status':
            return pick(STATUSES)
        if name in NUMBERS:
            return pick(self.integers)
        if name in MOMENTS:
            return self.moment()
        if name in ('parent_id', 'temp_volume_id', 'temp_snapshot_id', 'snapshot_id', 'restore_volume_id'):
            return pick([self.uuid(), self.uuid(), '', 'no UUID', 'É'])
        if name == 'host':
            return pick(['h', 'H', 'h ', 'g'])
        if name == 'fail_reason':
            return pick([self.text(), self.text(), 'é' * 300])
        return self.text()

    def fields(self, share, names=PLAIN, needed=('user_id', 'project_id', 'volume_id')):
        return {name: self.value(name) for name in names if name in needed or self.random.random() < share}

    # The two sides, each with an answer of the same form: what it gives, or the kind of its error.

    def by_rust(self, call, context=None, **given):
        answer = self.rust.ask(call, context=told(context or self.admin), **shown(given))
        if 'error' in answer:
            return {'error': answer['error'], 'said': answer['message']}
        ok = answer['ok']
        if isinstance(ok, dict) and 'fields' in ok and ok['changes']:
            raise Difference(f"{call}: {ok['changes']} count as changed")
        return ok

    def by_cinder(self, work, *given):
        try:
            return work(*given)
        except Exception as error:
            kind = next((kind for cls, kind in KINDS.items() if isinstance(error, cls)), None)
            kind = kind or ('Database' if isinstance(error, db_exception.DBError) else 'other')
            return {'error': kind, 'said': repr(error)}

    # Rows as they are, whoever wrote them.

    def row(self, ident):
        found = self.database.run(cinder.BACKUPS.select().where(cinder.BACKUPS.c.id == ident))
        if len(found) != 1:
            raise Difference(f'{len(found)} rows of {ident}')
        return dict(found[0])

    def rows(self):
        return [dict(row) for row in self.database.run(cinder.BACKUPS.select())]

    def alike(self, what, twins, before, written=(), given=()):
        """Two rows are the same but for their keys and what the sides stamp themselves: that is new where it was to be
        written, and as it was before where not.
        """
        until = now()
        for ident in twins:
            row = self.row(ident)
            for name in written:
                since = before['since'].replace(microsecond=0) if self.kind == 'mariadb' else before['since']
                if row[name] is None or not since <= row[name] <= until:
                    raise Difference(f'{what}: {name} is {row[name]}, written between {since} and {until}')
            for name in STAMPS:
                if name not in (*written, *given) and ident in before and row[name] != before[ident][name]:
                    raise Difference(f'{what}: {name} was {before[ident][name]}, and is {row[name]}')
        one, other = (self.row(ident) for ident in twins)
        for name in one:
            values = one[name], other[name]
            own = name in ('id', 'encryption_key_id') or name in STAMPS and name not in given and (twins[0] in before or name in written)
            if not own and (values[0] != values[1] or type(values[0]) is not type(values[1])):
                raise Difference(f'{what}: {name} is {values[0]!r} by Cinder and {values[1]!r} by Rust, of {twins}')
        self.tally[what] += 1

    def before(self, *twins):
        return {'since': now(), **{ident: self.row(ident) for ident in twins}}

    def same(self, what, by_cinder, by_rust, of=None):
        errors = [answer.get('error') if isinstance(answer, dict) else None for answer in (by_cinder, by_rust)]
        if errors[0] != errors[1] or (errors[0] is None and by_cinder != by_rust):
            if errors == [None, None] and isinstance(by_cinder, dict):
                names = {name for name in by_cinder.keys() | by_rust.keys() if by_cinder.get(name) != by_rust.get(name)}
                by_cinder, by_rust = ({name: answer.get(name) for name in names} for answer in (by_cinder, by_rust))
            raise Difference(f'{what}, of {of}:\n  Cinder {by_cinder!r}\n  Rust   {by_rust!r}')
        self.tally[what] += 1

    def read_alike(self, ident, read_deleted='no'):
        context = cinder.admin(read_deleted)
        ours = self.by_rust('get', context, id=ident)
        theirs = self.by_cinder(lambda: seen(objects.Backup.get_by_id(context, ident)))
        self.same('get_by_id', theirs, ours.get('fields', ours), ident)
        return theirs


def now():
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def create(peer):
    """COUNT backups by each side, with the same in them."""
    for turn in range(peer.count):
        given = peer.fields(peer.random.choice([0.1, 0.5, 1]))
        is_import = turn % 2 == 0
        if is_import and peer.random.random() < 0.5:
            given['created_at'] = peer.moment()
        keys = [peer.uuid(), peer.uuid()] if is_import else [None, None]
        beside = peer.random.random() < 0.3 and ({'a': peer.random.choice('xyz'), 'é': ''}, peer.uuid())
        before = peer.before()

        def by_cinder():
            made = (objects.BackupImport if is_import else objects.Backup)(context=peer.admin)
            for name, value in given.items():
                setattr(made, name, value)
            if is_import:
                made.id = keys[0]
            if beside:
                made.metadata, made.encryption_key_id = beside
            made.create()
            keys[0] = made.id
            return seen(made)

        theirs = peer.by_cinder(by_cinder)
        named = {**given, 'id': keys[1]} if is_import else given
        if is_import and turn % 4 == 0:
            ours = peer.by_rust('import_all', objects=[named])
            # It reads nothing back: moments have what was given.
            ours = ours if 'error' in ours else peer.by_rust('get', id=ours[0]['fields']['id'])
        else:
            ours = peer.by_rust('import' if is_import else 'create', fields=named)
        if 'error' in theirs or 'error' in ours:
            peer.same('create, refused', theirs, ours, given)
            continue
        keys[1] = ours['fields']['id']
        peer.beside[keys[0]], peer.beside[keys[1]] = beside or ({}, None), ({}, None)
        peer.alike('create', keys, before, () if 'created_at' in given else ('created_at',))
        # Cinder's own object keeps the fraction that its row has not.
        for ident, answer in zip(keys, (cut(peer, theirs), ours['fields'])):
            peer.same('create, as it is read', peer.read_alike(ident), answer, given)
        peer.twins.append(tuple(keys))
    if is_duplicate := peer.twins:
        ident = is_duplicate[0][0]
        again = {'id': ident, 'user_id': 'p', 'project_id': 'p', 'volume_id': peer.volumes[0]}
        theirs = peer.by_cinder(lambda: objects.BackupImport(context=peer.admin, **again).create())
        peer.same('create again', theirs, peer.by_rust('import', fields=again))


def picked(peer):
    """A pair of twins, and which of them each side takes: half of the time the one that the other side made."""
    twins = peer.random.choice(peer.twins)
    return twins if peer.random.random() < 0.5 else twins[::-1]


def save(peer):
    """Each side saves the same fields of one of two twins."""
    for _ in range(peer.count):
        one, other = picked(peer)
        given = peer.fields(peer.random.choice([0.05, 0.2, 0.6]), needed=())
        given = given or {'size': 7}
        if peer.random.random() < 0.1:
            given['updated_at'] = peer.moment()
        before = peer.before(one, other)

        def by_cinder():
            backup = objects.Backup.get_by_id(peer.admin, one)
            for name, value in given.items():
                setattr(backup, name, value)
            backup.save()
            return None

        theirs = peer.by_cinder(by_cinder)
        ours = peer.by_rust('save', id=other, fields=given)
        if theirs is not None or 'error' in ours:
            peer.same('save, refused', theirs, ours, given)
            continue
        stamped = (), ('updated_at',)
        peer.alike('save', (one, other), before, *(stamped if 'updated_at' in given else reversed(stamped)))
        peer.read_alike(one)
        read = peer.read_alike(other)
        peer.same('save, as it is read', *but_kept(peer, given, read, ours['fields']), given)


def update(peer):
    """Each side updates one of two twins, if it is as expected."""
    for _ in range(peer.count):
        one, other = picked(peer)
        row = peer.row(one)
        names = [name for name in PLAIN if name != 'fail_reason']
        values = peer.fields(0.1, names, needed=()) or {'status': 'available'}
        expected = {}
        for name in peer.random.sample(names, peer.random.randrange(4)):
            stood, other_value = row[name], peer.value(name)
            several = [stood, other_value]
            peer.random.shuffle(several)
            expected[name] = peer.random.choice([
                stood, stood, stood, other_value, several, ('not', other_value), ('not', stood)])
        if peer.random.random() < 0.2 and None not in (row[name] for name in NUMBERS):
            # Everything has to be as it was read. Cinder never finds a null number so, which it reads as 0.
            expected = None
        given = expected and {name: {'not': value[1]} if isinstance(value, tuple) else value for name, value in expected.items()}
        wanted = expected and {name: objects.Backup.Not(value[1]) if isinstance(value, tuple) else value for name, value in expected.items()}
        before = peer.before(one, other)

        def by_cinder():
            backup = objects.Backup.get_by_id(peer.admin, one)
            return backup.conditional_update(dict(values), wanted)

        theirs = peer.by_cinder(by_cinder)
        ours = peer.by_rust('update', id=other, values=values, expected=given)
        done = ours.get('done', ours)
        if isinstance(theirs, bool) and theirs != done and peer.kind == 'mariadb' and folds(row, expected):
            # Cinder took it for the same: it is compared by the collation. The twins are made alike again.
            peer.tally['update, by the collation'] += 1
            restore(peer, one, other)
            continue
        peer.same('conditional_update', theirs, done, (one, other, values, expected))
        if done is True:
            peer.alike('conditional_update, done', (one, other), before, ('updated_at',))
            peer.same('conditional_update, as it is read',
                      *but_kept(peer, values, peer.read_alike(other), ours['object']['fields']), values)


def but_kept(peer, given, *answers):
    """Answers without what an object keeps as it was given, while the row has, or is read as, something else."""
    kept = {name for name, value in given.items() if name in NUMBERS and value is None} | {'fail_reason'}
    if peer.kind == 'mariadb':
        # In Cinder's tables, moments have no fractions there.
        kept |= given.keys() & set(MOMENTS)
    return [{name: value for name, value in answer.items() if name not in kept} for answer in answers]


def folds(row, expected):
    """Whether some text is expected: there a collation decides in Cinder, and here the bytes do."""
    return any(isinstance(row[name], str) for name in expected or ())


def restore(peer, one, other):
    values = {name: value for name, value in peer.row(other).items() if name not in ('id', 'encryption_key_id')}
    peer.database.run(cinder.BACKUPS.update().where(cinder.BACKUPS.c.id == one).values(values))


def dependents(peer):
    for _ in range(max(10, peer.count // 5)):
        one, other = picked(peer)
        if abs(peer.row(one)['num_dependent_backups'] or 0) >= 2**31 - 1:
            continue
        way, before = peer.random.choice(['add_dependent', 'remove_dependent']), peer.before(one, other)
        getattr(api, f'backup_{way}')(peer.admin, one)
        theirs = peer.row(one) != before[one]
        peer.same(way, theirs, peer.by_rust(way, id=other), one)
        peer.alike(f'{way}, done', (one, other), before, ('updated_at',) if theirs else ())


def destroy(peer):
    """Each side destroys one of two twins; a third of them."""
    for _ in range(len(peer.twins) // 3):
        one, other = peer.twins.pop(peer.random.randrange(len(peer.twins)))
        if peer.random.random() < 0.5:
            one, other = other, one
        before = peer.before(one, other)

        def by_cinder():
            objects.Backup.get_by_id(peer.admin, one).destroy()

        ours = peer.by_rust('destroy', id=other)
        if theirs := peer.by_cinder(by_cinder):
            peer.same('destroy, refused', theirs, ours, one)
        peer.alike('destroy', (one, other), before, ('deleted_at',))
        for ident in (one, other):
            peer.read_alike(ident)
            read = peer.read_alike(ident, 'only')
            peer.same('exists', objects.Backup.exists(peer.admin, ident), peer.by_rust('exists', id=ident), ident)
        peer.same('destroy, as it is read', read, ours.get('fields', ours), other)


def cut(peer, fields):
    """MariaDB's DATETIME of Cinder's tables has no fractions."""
    if peer.kind != 'mariadb':
        return fields
    return {name: re.sub(r'\.\d+', '.000000', value) if name in MOMENTS and value else value
            for name, value in fields.items()}


def lists(peer):
    """Lists by both sides, against what the rows say, and against each other where Cinder answers alike everywhere."""
    rows = peer.rows()
    known = {backup.id: seen(backup) for backup in objects.BackupList.get_all(cinder.admin('yes'))}
    for _ in range(max(30, peer.count // 5)):
        one_list(peer, rows, known)
    for by, of in ([('host', host) for host in ('h', 'H', 'h ', 'g', None, 'no')]
                   + [('volume', volume) for volume in peer.volumes] + [('project', 'p'), ('project', 'P')]):
        answer = peer.by_rust('list', cinder.user(of) if by == 'project' else peer.admin, by=by, of=of)
        listed = {'host': lambda: objects.BackupList.get_all_by_host(peer.admin, of),
                  'volume': lambda: objects.BackupList.get_all_by_volume(peer.admin, of, 'p'),
                  'project': lambda: objects.BackupList.get_all_by_project(cinder.user(of), of)}[by]()
        column = {'host': 'host', 'volume': 'volume_id', 'project': 'project_id'}[by]
        wanted = {row['id'] for row in rows if row[column] == of and not row['deleted']}
        theirs = {backup.id: seen(backup) for backup in listed if getattr(backup, column) == of}
        if by == 'host' and peer.kind != 'mariadb' and len(theirs) != len(listed):
            raise Difference(f'Cinder lists other hosts than {of}')
        peer.same(f'list by {by}', theirs, {item['fields']['id']: item['fields'] for item in answer}, of)
        peer.same(f'list by {by}, of the rows', wanted, set(theirs), of)
    for begin in [peer.moment() for _ in range(5)] + [datetime.datetime(2020, 1, 1)]:
        end = peer.random.choice([None, begin + datetime.timedelta(days=10000)])
        answer = peer.by_rust('list', by='window', of=begin, end=end)
        theirs = objects.BackupList.get_all_active_by_window(peer.admin, begin, end)
        peer.same('list by window', {backup.id: seen(backup) for backup in theirs},
                  {item['fields']['id']: item['fields'] for item in answer}, (begin, end))


def like(pattern, kind):
    parts = ('.*' if letter == '%' else '.' if letter == '_' else re.escape(letter) for letter in f'%{pattern}%')
    fold = str.maketrans('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
    read = re.compile(''.join(parts).translate(fold), re.DOTALL)
    # To SQLite a text ends at a null character there; PostgreSQL has none, and to MariaDB it is a character as any other.
    seen_by = (lambda text: text.split('\0')[0]) if kind == 'sqlite' else (lambda text: text)
    return lambda text: text is not None and read.fullmatch(seen_by(text.translate(fold))) is not None


def is_met(row, name, value, kind):
    if name.endswith('~'):
        return like(value, kind)(row[name[:-1]])
    return row[name] in value if isinstance(value, list) else row[name] == value


def rank(value):
    """Null is below everything, and texts are in the order of their bytes."""
    return (value is not None, value.encode() if isinstance(value, str) else value)


def ordered(rows, keys, dirs):
    for name, direction in reversed(list(zip(keys, dirs))):
        rows = sorted(rows, key=lambda row: rank(row[name]), reverse=direction == 'desc')
    return rows


def one_list(peer, rows, known):
    pick = peer.random.choice
    context = cinder.admin(pick(['no', 'no', 'yes', 'only']))
    filters = {}
    for _ in range(pick([0, 1, 1, 2])):
        name = pick(PLAIN)
        if name not in NUMBERS + MOMENTS and peer.random.random() < 0.3:
            filters[f'{name}~'] = peer.text().rstrip('\0')[:20].replace('\0', '') or 'a'
            continue
        some = [pick(rows)[name] for _ in range(3)]
        filters[name] = pick([some[0], some[0], some, peer.value(name)])
        if name == 'fail_reason' and isinstance(filters[name], str):
            # A longer text is looked for as the column would take it.
            filters[name] = filters[name][:255]
        if name == 'display_name' and peer.random.random() < 0.2:
            # To be looked for where no row can have it.
            filters[name] = pick(['\U0001f600', ['a', '\U0001f600', some[0]]])
    names = [name for name in FIELDS if name not in ('updated_at', 'deleted_at', 'deleted')]
    keys = peer.random.sample(names, pick([0, 1, 1, 2, 3]))
    dirs = [pick(['asc', 'desc']) for _ in keys]
    whole_keys = keys + [name for name in ('created_at', 'id') if name not in keys]
    whole_dirs = dirs + [(dirs or ['desc'])[0]] * (len(whole_keys) - len(dirs))
    met = [row for row in rows if (context.read_deleted == 'yes' or row['deleted'] == (context.read_deleted == 'only'))
           and all(is_met(row, name, value, peer.kind) for name, value in filters.items())]
    met = ordered(met, whole_keys, whole_dirs)
    marker = pick([None, None, pick(met)['id']]) if met else None
    limit, offset = pick([None, None, 0, 1, 5, 1000]), pick([None, None, 0, 2])
    wanted = met[next((at + 1 for at, row in enumerate(met) if row['id'] == marker), 0):]
    wanted = [row['id'] for row in wanted[offset or 0:][:limit]]
    asked = {'filters': filters, 'marker': marker, 'limit': limit, 'offset': offset, 'sort_keys': keys,
             'sort_dirs': dirs}
    ours = peer.by_rust('list', context, **asked)
    if not isinstance(ours, list):
        raise Difference(f'list: {ours}, of {asked}')
    peer.same('list, of the rows', wanted, [item['fields']['id'] for item in ours], asked)
    if marker is None and limit is None and offset is None:
        streamed = peer.by_rust('list', context, by='stream', **asked)
        peer.same('stream', ours, streamed, asked)
        counted = peer.by_rust('count', context, **asked)
        peer.same('count', len(ours), counted, asked)
    theirs = peer.by_cinder(lambda: objects.BackupList.get_all(
        context, dict(filters), marker, limit, offset, list(keys) or None, list(dirs) or None).objects)
    found = theirs if isinstance(theirs, dict) else [backup.id for backup in theirs]
    if found != wanted:
        peer.tally[f'list, otherwise by Cinder: {why(peer, met, rows, asked, whole_keys, found)}'] += 1
    for item in ours:
        peer.same('list, field by field', known[item['fields']['id']], item['fields'], asked)


def why(peer, met, rows, asked, keys, found):
    """By which rule of docs/decisions/0007-store.md Cinder's list is another one than ours."""
    texts = [name for name in FIELDS if name not in (*NUMBERS, *MOMENTS, 'deleted', 'id')]
    null_keys = [name for name in keys if any(row[name] is None for row in rows)]
    patterns = any(name.endswith('~') for name in asked['filters'])
    if patterns and peer.kind != 'sqlite':
        return 'case of patterns is the database\'s there'
    if peer.kind == 'mariadb' and any(name in texts for name in asked['filters']):
        return 'texts are compared by the collation there'
    if peer.kind != 'sqlite' and any(name in texts for name in keys):
        return 'texts are ordered by the collation there'
    if peer.kind == 'postgres' and null_keys:
        return 'null is above everything there'
    if asked['marker'] and null_keys:
        return 'pages skip rows behind null there'
    raise Difference(f'list: Cinder gives {found}, and the rows say {[row["id"] for row in met]}, of {asked}')


def pages(peer):
    """Both page through everything at the same pace, and see every row once."""
    for size in (1, 7, 100):
        if size == 1 and peer.count > 100:
            continue
        marker = None
        passed = []
        while True:
            ours = peer.by_rust('list', marker=marker, limit=size)
            theirs = objects.BackupList.get_all(peer.admin, marker=marker, limit=size).objects
            peer.same('page', [seen(backup) for backup in theirs], [item['fields'] for item in ours], (marker, size))
            if not ours:
                break
            passed += [item['fields']['id'] for item in ours]
            marker = passed[-1]
        live = [row['id'] for row in peer.rows() if not row['deleted']]
        peer.same('pages, all of them', sorted(live), sorted(passed))


def rights(peer):
    """What a user sees and does of its own project and of another one."""
    for _ in range(max(10, peer.count // 10)):
        ident = peer.random.choice(peer.twins)[0]
        for project in ('p', 'q', 'P'):
            context = cinder.user(project)
            theirs = peer.by_cinder(lambda: seen(objects.Backup.get_by_id(context, ident)))
            ours = peer.by_rust('get', context, id=ident)
            if peer.kind == 'mariadb' and theirs.get('project_id', '').lower() == project.lower() != project:
                # A project is another one than that which its collation takes for the same.
                peer.tally['get_by_id, another project by Cinder'] += 1
                continue
            if peer.kind == 'mariadb' and theirs.get('project_id', project) != project:
                peer.tally['get_by_id, another project by Cinder'] += 1
                continue
            peer.same('get_by_id of a user', theirs, ours.get('fields', ours), (ident, project))


# What not every database takes.
HARD = [('display_name', 'a\0b'), ('display_name', '\U0001f600'), ('display_name', 'x' * 300), ('size', 2**40),
        ('size', -2**40), ('size', 2**70), ('status', 'bogus')]


def refused(peer):
    """What a database does not take is written by neither side; and to look for it is no error where Cinder has none."""
    one, other = peer.twins[0]
    for name, value in HARD:
        given = {'user_id': 'u', 'project_id': 'p', 'volume_id': peer.volumes[0], name: value}

        def created():
            objects.Backup(context=peer.admin, **given).create()
            return {}

        def saved():
            backup = objects.Backup.get_by_id(peer.admin, one)
            setattr(backup, name, value)
            backup.save()
            return {}

        before, written = len(peer.rows()), peer.before(one, other)
        theirs = [peer.by_cinder(created), peer.by_cinder(saved)]
        ours = [peer.by_rust('create', fields=given), peer.by_rust('save', id=other, fields={name: value})]
        errors = [['error' in answer for answer in answers] for answers in (theirs, ours)]
        peer.same('refused', *errors, (name, value, theirs, ours))
        peer.same('refused, rows', before + 2 * (not errors[0][0]), len(peer.rows()), (name, value))
        peer.alike('refused, saved', (one, other), written, () if errors[0][1] else ('updated_at',))
        theirs = peer.by_cinder(lambda: {backup.id for backup in objects.BackupList.get_all(peer.admin, {name: value})})
        if not isinstance(theirs, dict):
            ours = peer.by_rust('list', filters={name: value})
            peer.same('refused, looked for', len(theirs), len(ours), (name, value, ours))
        theirs = peer.by_cinder(
            lambda: objects.Backup.get_by_id(peer.admin, one).conditional_update({'host': None}, {name: value}))
        if value != 'bogus' and not isinstance(theirs, dict):
            ours = peer.by_rust('update', id=other, values={'host': None}, expected={name: value})
            peer.same('refused, expected', theirs, ours.get('done', ours), (name, value))


def beside(peer):
    """What Cinder has beside the fields that both have is there still, whoever wrote the rest."""
    for ident, wanted in peer.beside.items():
        backup = objects.Backup.get_by_id(cinder.admin('yes'), ident)
        # Cinder deletes it with its backup.
        metadata = wanted[0] if not backup.deleted else backup.metadata
        peer.same('beside', [metadata, wanted[1]], [backup.metadata, backup.encryption_key_id], ident)


def check(peer):
    peer.same('check_table', None, peer.by_rust('check'))


PARTS = [check, create, lists, save, update, dependents, rights, refused, destroy, lists, pages, beside]


def main():
    program, seed, count, kind, *url = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        peer = Peer(program, seed, int(count), kind, url[0] if url else '', folder)
        try:
            for part in PARTS:
                began, before = time.monotonic(), sum(peer.tally.values())
                part(peer)
                print(f'{kind}, {part.__name__}: alike {sum(peer.tally.values()) - before} '
                      f'({time.monotonic() - began:.1f} s)', flush=True)
            rows_together.run(peer)
            for what, times in sorted(peer.tally.items()):
                if 'otherwise' in what or 'by Cinder' in what or 'collation' in what:
                    print(f'{kind}, {what}: {times}', flush=True)
        except Difference as difference:
            sys.exit(f'interop: {kind}, seed {seed}: {difference}')
        finally:
            peer.close()


if __name__ == '__main__':
    main()
