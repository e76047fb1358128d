"""The cache over Redis survives Redis."""

from collections.abc import Iterator

import pytest
from redis.backoff import NoBackoff
from redis.retry import Retry

from cms.core import caches
from cms.core.caches import ForgivingRedisCache
from tests.services import RedisServer


@pytest.fixture
def cache(redis_server: RedisServer) -> Iterator[ForgivingRedisCache]:
    cache = ForgivingRedisCache(redis_server.url, {"OPTIONS": {"retry": Retry(NoBackoff(), 0)}})
    yield cache
    cache._cache.get_client(write=True).connection_pool.disconnect()


@pytest.mark.redis
def test_what_is_cached_is_found_again(cache: ForgivingRedisCache) -> None:
    """While Redis answers, it is an ordinary cache."""
    cache.set_many({"a": 1, "b": [2]})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": [2]}
    assert (cache.incr("a"), cache.has_key("b"), cache.delete("b"), cache.get("b")) == (2, True, True, None)


@pytest.mark.redis
def test_only_what_is_there_is_counted(cache: ForgivingRedisCache) -> None:
    """A counter counts from its value and keeps its end; without one, counting is an error as in every cache."""
    cache.add("n", 3, timeout=60)
    assert (cache.incr("n"), cache.incr("n", 2), cache.decr("n")) == (4, 6, 5)
    assert 0 < cache._cache.get_client().ttl(cache.make_key("n")) <= 60
    with pytest.raises(ValueError, match="not found"):
        cache.incr("none")
    assert cache.get("none") is None


@pytest.mark.redis
def test_without_redis_it_is_an_empty_cache(cache: ForgivingRedisCache, redis_server: RedisServer) -> None:
    """While Redis is away reads miss, writes are dropped, and nothing raises."""
    redis_server.kill()
    cache.set("a", 1)
    assert cache.get("a", "default") == "default"
    assert (cache.add("a", 1), cache.incr("a"), cache.has_key("a"), cache.delete("a")) == (True, 1, False, False)
    assert not cache.get_many(["a"])


@pytest.mark.redis
def test_it_is_used_again_when_redis_is_back(
    cache: ForgivingRedisCache, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the pause the next operation finds Redis again."""
    monkeypatch.setattr(caches, "RETRY_SECONDS", 0)
    redis_server.kill()
    assert cache.get("a") is None
    redis_server.start()
    cache.set("a", 1)
    assert cache.get("a") == 1
