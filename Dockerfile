# One image for web, worker, clock and the mail catcher; the command says which.
FROM python:3.11-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1
RUN python -m venv /venv
COPY requirements/uv.txt requirements/run.txt /tmp/
RUN pip install --no-cache-dir --require-hashes -r /tmp/uv.txt \
    && uv pip install --python /venv/bin/python --require-hashes -r /tmp/run.txt
WORKDIR /app
COPY . .
# The settings refuse to be read without these three; nothing here connects to anything.
RUN SECRET_KEY=- DATABASE_URL=postgres://- REDIS_URL=redis://- STATIC_ROOT=/app/staticfiles \
    /venv/bin/python manage.py collectstatic --no-input \
    && /venv/bin/python -m lattvikt.translations \
    && /venv/bin/python -m compileall -q .

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home lattvikt \
    && install -d -o lattvikt /var/lib/lattvikt/files /var/lib/lattvikt/letters
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
# What it writes outside its volumes (fontconfig's cache, gunicorn's heartbeat) goes to /tmp.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp \
    PRIVATE_FILES=/var/lib/lattvikt/files STATIC_ROOT=/app/staticfiles
USER lattvikt
EXPOSE 8000
CMD ["gunicorn", "lattvikt.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", \
     "--workers=2", "--threads=8", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
