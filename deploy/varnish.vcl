# In front of the API: keeps what everybody may read, and drops by key what a change has made stale (docs/caching.md).
# Needs varnish-modules. PURGE_TOKEN in Varnish's environment is the token of the destination in the admin.
vcl 4.1;

import std;
import xkey;

backend default {
    .host = "web";
    .port = "8000";
}

sub vcl_recv {
    unset req.http.x-purged;
    if (req.method == "PURGE") {
        if (std.getenv("PURGE_TOKEN") == "" || req.http.x-purge-token != std.getenv("PURGE_TOKEN")) {
            return (synth(403, "Forbidden"));
        }
        set req.http.x-purged = xkey.purge(req.http.xkey-purge);
        return (synth(200, "Purged"));
    }
    if (req.url ~ "^/(admin|_util)") {
        return (pass);
    }
    # Whoever is recognised gets answers of their own; a cookie recognises nobody here.
    if (req.http.authorization || req.http.x-session-token) {
        return (pass);
    }
    if (req.url ~ "^/(api|feeds|images|files)/") {
        unset req.http.cookie;
    }
}

sub vcl_backend_response {
    set beresp.http.xkey = beresp.http.surrogate-key;
}

sub vcl_deliver {
    unset resp.http.xkey;
    unset resp.http.surrogate-key;
    # What was left to the one who fetched it; who reads what is kept has not been counted.
    if (obj.hits > 0) {
        unset resp.http.ratelimit;
        unset resp.http.ratelimit-policy;
    }
}

sub vcl_synth {
    if (req.http.x-purged) {
        set resp.http.x-purged = req.http.x-purged;
    }
}
