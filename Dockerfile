# One image for web and worker. Its encoder, classifier and static files are inside.
FROM python:3.11-slim

# PyTorch's own index has builds without CUDA, which are a tenth of the size.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    MALLOC_ARENA_MAX=2 \
    OMP_NUM_THREADS=2 \
    TOKENIZERS_PARALLELISM=false \
    HOST=0.0.0.0 \
    MUSICREST_VAR=/srv/var

WORKDIR /srv/musicrest
COPY requirements.txt .
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && pip install --extra-index-url "$TORCH_INDEX" -r requirements.txt

COPY . .
RUN useradd --system --create-home musicrest \
    && mkdir -p "$MUSICREST_VAR" \
    && DATABASE_URL=postgresql:///build REDIS_URL=redis://build SECRET_KEY=build \
       python manage.py collectstatic --no-input --verbosity 0 \
    && chown -R musicrest "$MUSICREST_VAR"

USER musicrest
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s CMD ["python", "-m", "musicrest_site.probe"]
CMD ["python", "-m", "musicrest_site.processes", "web"]
