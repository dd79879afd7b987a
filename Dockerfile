# An image that serves the archive: built in one stage, run in another, as an unprivileged user.
#   docker build -t shawahid .
#   docker run --read-only -p 127.0.0.1:8000:8000 -e CANONICAL_ORIGIN=https://archive.example -e ALLOWED_HOSTS=… shawahid
# The content is in SQLite; with --build-arg CANONICAL_ORIGIN=https://archive.example the main pages are rendered in advance for
# that address. With DATABASE_URL, run once a release: manage.py migrate && manage.py load_fixtures.
# Pinned with --build-arg BASE=python@sha256:…; the guide for operators says how.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
ENV PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 SQLITE_JOURNAL=delete
ARG CANONICAL_ORIGIN=http://127.0.0.1:8000
WORKDIR /app
RUN python3 -m venv /venv
COPY requirements.lock .
RUN /venv/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY manage.py gunicorn.conf.py pyproject.toml LICENSE ./
COPY archive archive
COPY camps camps
COPY marches marches
COPY locale locale
COPY templates templates
COPY fixtures fixtures
RUN /venv/bin/python manage.py compile_catalogues \
 && /venv/bin/python manage.py collectstatic --noinput -v 0 \
 && /venv/bin/python manage.py migrate -v 0 \
 && /venv/bin/python manage.py load_fixtures \
 && /venv/bin/python -m compileall -q /venv archive camps marches

FROM ${BASE}
ENV PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1 PATH=/venv/bin:$PATH BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent shawahid
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
# The owner of a volume that is mounted here.
RUN install -d -o 10001 /run/answers
USER 10001
EXPOSE 8000
CMD ["gunicorn", "archive.wsgi"]
