"""Stand-ins for remote services, on this machine only: for `make run`, for authors of channels, and for tests.

`python -m integrations.sandbox` serves X's, Facebook's, Mastodon's and WordPress's APIs as far as Meridian uses them,
receivers for webhooks, and a page that shows what has arrived. It listens on the loopback address, keeps everything in
one SQLite file, and misbehaves when asked to (`POST /sandbox/faults`). It shares no code with the channels but the
counting of text.
"""
