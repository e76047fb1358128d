# One image for web, worker and beat. Installed from the same hash-checked lock as everywhere else.

FROM python:3.13-slim-bookworm AS build
COPY requirements/base.txt /build/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes --no-cache-dir --disable-pip-version-check -r /build/base.txt

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    MERIDIAN_DATA_DIR=/data \
    STATIC_ROOT=/app/static
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin meridian \
    && install -d -o meridian -g meridian /data /edge
WORKDIR /app
COPY --from=build /venv /venv
COPY manage.py ./
COPY cms cms
COPY integrations integrations
# Collecting static files needs complete settings but no secret: these last for this one command.
RUN SECRET_KEY="$(head -c 48 /dev/urandom | base64 -w 0)" FIELD_ENCRYPTION_KEYS=unused ALLOWED_HOSTS=unused \
    ADMIN_BASE_URL=https://unused.invalid DATABASE_URL=sqlite:///:memory: \
    python manage.py collectstatic --noinput --verbosity 0
USER meridian
VOLUME /data /edge
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", "--workers", "2", "--blocking-threads", "4", "cms.wsgi:application"]
