// Reads a JSON array of texts and writes what each weighs for X.
const { parseTweet } = require("twitter-text");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => parseTweet(text).weightedLength)));
