"""`make tables`: writes openiop/base/database/tables.sql anew, on the tests' own server."""

import os

import openiop.engines.postgres.for_tests  # noqa: F401 - says where that server is

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from tests import tables

tables.write()
