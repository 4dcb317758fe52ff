"""Real Cinder 29 at a database that its own migrations made."""
import logging
import os
import warnings

warnings.simplefilter('ignore')
logging.disable(logging.CRITICAL)

import sqlalchemy  # noqa: E402
from oslo_config import cfg  # noqa: E402
from oslo_db import options  # noqa: E402, F401: registers what `database` has

from cinder import context, objects  # noqa: E402
from cinder.db import api, migration  # noqa: E402

# Registers options of the command line, so it goes before they are read.
objects.register_all()
cfg.CONF([], project='cinder', default_config_files=[])


class Database:
    """An empty database with Cinder's tables, gone when `drop` is called. The URL of a server names one to log in at."""

    def __init__(self, kind, url, folder):
        self.kind, self.server = kind, None
        if kind == 'sqlite':
            self.path = os.path.join(folder, 'cinder.sqlite')
            self.for_rust = self.url = f'sqlite:///{self.path}'
        else:
            self.name = f'test_cinder_{os.getpid()}'
            driver = {'postgres': 'postgresql+psycopg2', 'mariadb': 'mysql+pymysql'}[kind]
            base = f"{driver}{url[url.index(':'):]}"
            self.server = sqlalchemy.create_engine(base, isolation_level='AUTOCOMMIT')
            self.tell(f'CREATE DATABASE {self.name}')
            if kind == 'postgres':
                # Cinder compares moments that have an offset with columns that have none: only so are they the same.
                self.tell(f"ALTER DATABASE {self.name} SET TimeZone = 'UTC'")
            self.for_rust = f"{url[:url.rindex('/')]}/{self.name}"
            self.url = f"{base[:base.rindex('/')]}/{self.name}"

    def tell(self, sql):
        with self.server.connect() as connection:
            connection.execute(sqlalchemy.text(sql))

    def open(self):
        """Has Cinder make its tables, and speaks to them from then on."""
        cfg.CONF.set_override('connection', self.url, group='database')
        # Whether a write is on the disk when the power fails is not asked here, and takes long.
        api.main_context_manager.configure(connection=self.url, sqlite_synchronous=False)
        migration.db_sync()
        self.engine = api.get_engine()

    def drop(self):
        api.main_context_manager.dispose_pool() if hasattr(self, 'engine') else None
        if self.server is not None:
            self.tell(f"DROP DATABASE {self.name}{' WITH (FORCE)' if self.kind == 'postgres' else ''}")

    def run(self, statement, *values):
        with self.engine.begin() as connection:
            result = connection.execute(statement, *values)
            return result.mappings().all() if result.returns_rows else None


BACKUPS = sqlalchemy.inspect(api.models.Backup).local_table


def admin(read_deleted='no'):
    return context.RequestContext(user_id='u', project_id='p', is_admin=True, read_deleted=read_deleted)


def user(project, read_deleted='no'):
    return context.RequestContext(user_id='u', project_id=project, is_admin=False, read_deleted=read_deleted)
