from __future__ import annotations

from django.urls import path

from awards.dsure.register import machine

urlpatterns = [
    path(
        "api/v1/dsure/products.json", machine.products_json, name="dsure-products-json"
    ),
    path("api/v1/dsure/products.csv", machine.products_csv, name="dsure-products-csv"),
    path(
        "api/v1/dsure/products/<path:number>.json",
        machine.product_json,
        name="dsure-product-json",
    ),
    path("feeds/dsure.atom", machine.feed, name="dsure-feed"),
]
