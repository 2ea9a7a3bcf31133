"""What the application's role may do in the database that another role owns.

``granting`` says it to the database after every migration, for each table that a model
names; ``checking`` looks before anything serves whether it is so.
"""
