# The same image for web, worker, clock and migration: compose.yaml says which command each runs.
FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN useradd --uid 10001 --create-home --home-dir /srv/awards awards
WORKDIR /srv/awards
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY manage.py ./
COPY config config
COPY awards awards
COPY nominations nominations
COPY judging judging
COPY templates templates
# The key is for this command only; without it one would be made and kept in the image.
RUN SECRET_KEY=only-for-building-the-static-files-0000 python -m config.build.prepare files \
    && install -d -o awards -m 700 var/media
USER awards
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--worker-class", "gthread", \
     "--threads", "4", "--preload", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
