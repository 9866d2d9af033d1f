"""What all records share."""

from peewee import BigAutoField, Model


class Record(Model):
    """A row. Records know no database: `processor.store` hands each query the one that it runs on."""

    id = BigAutoField()

    class Meta:
        """Tables are named by the snake-case form of their class."""

        legacy_table_names = False
