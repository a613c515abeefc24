// Plainshop: a shop that does not take part. It has no participation file and reads no preferences.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const PAGES = {
  "/": ["Plainshop", "<p>Shoes, jackets and umbrellas.</p><ul><li><a href='/shoes'>Running shoes</a></li></ul>"],
  "/shoes": ["Running shoes", "<p>Light, grey, £ 79.</p><p><a href='/'>All goods</a></p>"],
};

const STYLE = `:root{color-scheme:light dark;font:1rem/1.6 system-ui,sans-serif}
body{max-width:40rem;margin:3rem auto;padding:0 1.25rem;background:light-dark(#fff,#1a1a1d);color:light-dark(#1c1c1f,#ececf0)}
a{color:light-dark(#6a2c91,#d3a5f0)}`;

/** Returns a `node:http` server that does not listen yet. */
export function createPlainshop() {
  return createServer((request, response) => {
    const [path] = request.url.split("?");
    const [title, body] = PAGES[Object.hasOwn(PAGES, path) ? path : "/"];
    response.writeHead(Object.hasOwn(PAGES, path) ? 200 : 404, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env.PORT ?? 8788);
  createPlainshop().listen(port, "127.0.0.1", () => console.log(`Plainshop: http://plainshop.localhost:${port}`));
}
