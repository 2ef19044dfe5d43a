/** What a network gate answers instead of the backend: a page, not JSON. */
export const challengePage = `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head>
<body><h1>chatgpt.com</h1><p>Enable JavaScript and cookies to continue</p></body></html>
`;
