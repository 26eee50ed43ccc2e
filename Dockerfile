# The web server, the worker and beat are one image with three commands.

FROM python:3.11-slim-trixie AS assets
WORKDIR /build
COPY requirements-build.lock ./
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements-build.lock
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM python:3.11-slim-trixie AS packages
COPY requirements.lock ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock

FROM python:3.11-slim-trixie
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    HOST=0.0.0.0 \
    PORT=8000
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent aftersales \
    && install -d -o aftersales -g aftersales -m 0750 /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
COPY --from=assets /build/static static
# The key only lets the settings load; the image keeps none.
RUN SECRET_KEY=build python manage.py collectstatic --no-input --verbosity 0 \
    && SECRET_KEY=build python manage.py translations compile
USER aftersales
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["python", "-m", "aftersales.embedded.readiness"]
CMD ["gunicorn", "--config", "gunicorn.conf.py", "aftersales.server:application"]
