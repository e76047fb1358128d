// A receiver of Meridian's webhooks, with nothing but the standard library.
//
//	WEBHOOK_KEY=whsec_… PORT=9000 go run receiver.go
//
// With a public key, whpk_…, it checks v1a signatures instead of v1.
package main

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	longest   = 5 << 20 // bytes
	tolerance = 5 * time.Minute
)

type message struct {
	Type string `json:"type"`
	Data struct {
		UID     string `json:"uid"`
		Path    string `json:"path"`
		Version int    `json:"version"`
	} `json:"data"`
}

type receiver struct {
	version string // of the signatures
	isRight func(signed, signature []byte) bool

	mutex    sync.Mutex
	seen     map[string]bool // message ids; yours belong into a database
	versions map[string]int  // by document
}

func newReceiver(key string) (*receiver, error) {
	prefix, encoded, _ := strings.Cut(key, "_")
	secret, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, err
	}
	r := &receiver{seen: map[string]bool{}, versions: map[string]int{}}
	switch {
	case prefix == "whsec":
		r.version = "v1"
		r.isRight = func(signed, signature []byte) bool {
			mac := hmac.New(sha256.New, secret)
			mac.Write(signed)
			return hmac.Equal(mac.Sum(nil), signature)
		}
	case prefix == "whpk" && len(secret) == ed25519.PublicKeySize:
		r.version = "v1a"
		r.isRight = func(signed, signature []byte) bool { return ed25519.Verify(secret, signed, signature) }
	default:
		return nil, errors.New("WEBHOOK_KEY must be whsec_… or whpk_…")
	}
	return r, nil
}

func (r *receiver) verify(body []byte, header http.Header) error {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || id == "" {
		return errors.New("webhook-id or webhook-timestamp is missing or malformed")
	}
	if age := time.Since(time.Unix(seconds, 0)); age > tolerance || age < -tolerance {
		return errors.New("webhook-timestamp is too far from now")
	}
	signed := append([]byte(id+"."+timestamp+"."), body...)
	for _, one := range strings.Fields(header.Get("webhook-signature")) {
		version, encoded, _ := strings.Cut(one, ",")
		signature, err := base64.StdEncoding.DecodeString(encoded)
		if err == nil && version == r.version && r.isRight(signed, signature) {
			return nil
		}
	}
	return errors.New("none of the signatures is right")
}

// handle puts the work into a queue; the answer must not wait for it.
func (r *receiver) handle(id string, told message) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.seen[id] {
		return
	}
	r.seen[id] = true
	if told.Data.Version < r.versions[told.Data.UID] {
		return // a retry that a later version has overtaken
	}
	r.versions[told.Data.UID] = told.Data.Version
	fmt.Println(told.Type, told.Data.Path)
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, longest))
	if err == nil {
		err = r.verify(body, request.Header)
	}
	var told message
	if err == nil {
		err = json.Unmarshal(body, &told)
	}
	if err != nil {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	r.handle(request.Header.Get("webhook-id"), told)
	w.WriteHeader(http.StatusNoContent)
}

func main() {
	r, err := newReceiver(os.Getenv("WEBHOOK_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "9000"
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, r))
}
