"""A Redis cache that may be away: what is cached can be computed again, so nobody fails for want of it."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

RETRY_SECONDS = 5
COUNT_IF_THERE = "return redis.call('EXISTS', KEYS[1]) == 1 and redis.call('INCRBY', KEYS[1], ARGV[1])"
logger = structlog.get_logger(__name__)
Operation = Callable[..., Any]


def forgiving(operation: Operation, answer_when_away: Operation) -> Operation:
    """The same operation, answered by `answer_when_away` while Redis cannot be reached."""

    @wraps(operation)
    def forgiven(client: "ForgivingClient", *args: Any) -> Any:
        if time.monotonic() < client.away_until:
            return answer_when_away(*args)
        try:
            return operation(client, *args)
        except (RedisConnectionError, RedisTimeoutError) as error:
            client.away_until = time.monotonic() + RETRY_SECONDS
            logger.warning("cache is away", error=str(error))
            return answer_when_away(*args)

    return forgiven


class QuickClient(RedisCacheClient):
    """Asks Redis as little as it can: the API counts every request here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[bool, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """The same client each time: making one costs redis-py more than asking. It is safe to share by threads."""
        if write not in self._clients:
            self._clients[write] = super().get_client(key, write=write)
        return self._clients[write]

    def incr(self, key: Any, delta: int) -> int:
        """Count in one question and without a race; Django's own asks whether there is a counter, then counts.

        Raises:
            ValueError: there is no such counter.
        """
        count = self.get_client(key, write=True).register_script(COUNT_IF_THERE)([key], [delta])
        if count is None:
            raise ValueError(f"Key '{key}' not found.")
        return int(count)


class ForgivingClient(QuickClient):
    """Answers as an empty cache that keeps nothing while Redis is away, and asks it again every five seconds."""

    away_until = 0.0

    add = forgiving(RedisCacheClient.add, lambda *_: True)
    get = forgiving(RedisCacheClient.get, lambda _key, default: default)
    set = forgiving(RedisCacheClient.set, lambda *_: None)
    touch = forgiving(RedisCacheClient.touch, lambda *_: False)
    delete = forgiving(RedisCacheClient.delete, lambda *_: False)
    get_many = forgiving(RedisCacheClient.get_many, lambda *_: {})
    has_key = forgiving(RedisCacheClient.has_key, lambda *_: False)
    incr = forgiving(QuickClient.incr, lambda _key, delta: delta)
    set_many = forgiving(RedisCacheClient.set_many, lambda *_: None)
    delete_many = forgiving(RedisCacheClient.delete_many, lambda *_: None)
    clear = forgiving(RedisCacheClient.clear, lambda *_: False)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache over a `ForgivingClient`."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
