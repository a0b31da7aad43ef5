# Debian's nginx, because its cache can be purged a page at a time (libnginx-mod-http-cache-purge).
FROM debian:12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends nginx-light libnginx-mod-http-cache-purge curl \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner www-data --group www-data /var/cache/nginx/stoa /run/nginx
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY deploy/nginx-site.conf deploy/nginx-proxy.conf /etc/nginx/
COPY deploy/nginx-http.conf /etc/nginx/listen.conf
USER www-data
EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
