"""A Redis cache that may be away: what is cached can be computed again, so nobody fails for want of it."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

RETRY_SECONDS = 5
logger = structlog.get_logger(__name__)


class ForgivingClient(RedisCacheClient):
    """Answers as an empty cache while Redis is away, and asks it again every five seconds."""

    away_until = 0.0

    def forgive(self, operation: Callable[..., Any], *args: Any, otherwise: Any) -> Any:
        if time.monotonic() < self.away_until:
            return otherwise
        try:
            return operation(*args)
        except (RedisConnectionError, RedisTimeoutError) as error:
            self.away_until = time.monotonic() + RETRY_SECONDS
            logger.warning("cache is away", error=str(error))
            return otherwise

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        return bool(self.forgive(super().add, key, value, timeout, otherwise=True))

    def get(self, key: str, default: Any) -> Any:
        return self.forgive(super().get, key, default, otherwise=default)

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        self.forgive(super().set, key, value, timeout, otherwise=None)

    def touch(self, key: str, timeout: int | None) -> bool:
        return bool(self.forgive(super().touch, key, timeout, otherwise=False))

    def delete(self, key: str) -> bool:
        return bool(self.forgive(super().delete, key, otherwise=False))

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        return dict(self.forgive(super().get_many, keys, otherwise={}))

    def has_key(self, key: str) -> bool:
        return bool(self.forgive(super().has_key, key, otherwise=False))

    def incr(self, key: str, delta: int) -> int:
        return int(self.forgive(super().incr, key, delta, otherwise=delta))

    def set_many(self, data: Mapping[str, Any], timeout: int | None) -> None:
        self.forgive(super().set_many, data, timeout, otherwise=None)

    def delete_many(self, keys: Iterable[str]) -> None:
        self.forgive(super().delete_many, keys, otherwise=None)

    def clear(self) -> bool:
        return bool(self.forgive(super().clear, otherwise=False))


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache over a `ForgivingClient`."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
