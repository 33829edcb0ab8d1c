// SPDX-License-Identifier: Apache-2.0
// A headless Chromium spoken to by its own protocol over two pipes: no port, no library.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const CHROMIUM = process.env.CHROMIUM ?? ['chromium', 'chromium-browser', 'google-chrome'].map((name) =>
  (process.env.PATH ?? '').split(':').map((d) => path.join(d, name)).find((f) => fs.existsSync(f))).find(Boolean);

export async function browser() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'had-browser-'));
  const child = spawn(CHROMIUM, ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', '--no-first-run',
    '--disable-dev-shm-usage', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const [write, read] = [child.stdio[3], child.stdio[4]];
  const waiting = new Map(), heard = [];
  let number = 0, rest = Buffer.alloc(0), chunks = [];
  read.on('data', (data) => {
    chunks.push(data);
    if (!data.includes(0)) return;
    rest = Buffer.concat([rest, ...chunks]);
    chunks = [];
    for (let at; (at = rest.indexOf(0)) >= 0; rest = rest.subarray(at + 1)) {
      const message = JSON.parse(rest.subarray(0, at).toString());
      if (message.id) waiting.get(message.id)?.(message);
      else for (const hear of heard) hear(message);
    }
  });
  const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    const id = ++number;
    waiting.set(id, (message) => {
      waiting.delete(id);
      if (message.error) reject(new Error(`${method}: ${message.error.message}`));
      else resolve(message.result);
    });
    write.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  });

  async function page(url, { width = 1280, height = 900, mobile = false, language = 'fr-FR' } = {}) {
    const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const call = (method, params) => send(method, params, sessionId);
    const errors = [];
    heard.push((m) => {
      if (m.sessionId !== sessionId) return;
      if (m.method === 'Runtime.exceptionThrown') errors.push(m.params.exceptionDetails.exception?.description ?? m.params.exceptionDetails.text);
      if (m.method === 'Log.entryAdded' && m.params.entry.level === 'error') errors.push(m.params.entry.text);
      if (m.method === 'Network.requestWillBeSent' && !/^(file|blob|data|about):/.test(m.params.request.url)) errors.push(`asked the network: ${m.params.request.url}`);
    });
    for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'DOM']) await call(`${domain}.enable`);
    await call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile });
    await call('Emulation.setUserAgentOverride', { userAgent: 'test', acceptLanguage: language });
    const loaded = new Promise((resolve) => heard.push((m) => { if (m.sessionId === sessionId && m.method === 'Page.loadEventFired') resolve(); }));
    await call('Page.navigate', { url });
    await loaded;
    const one = {
      call, errors,
      async evaluate(expression) {
        const done = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        if (done.exceptionDetails) throw new Error(done.exceptionDetails.exception?.description ?? done.exceptionDetails.text);
        return done.result.value;
      },
      async screenshot(file, whole = true) {
        const { data } = await call('Page.captureScreenshot', { format: 'png', captureBeyondViewport: whole });
        fs.writeFileSync(file, Buffer.from(data, 'base64'));
      },
      async pdf(file) {
        const { data } = await call('Page.printToPDF', { paperWidth: 8.27, paperHeight: 11.69, printBackground: true });
        fs.writeFileSync(file, Buffer.from(data, 'base64'));
      },
      async files(selector, list) {
        const { root } = await call('DOM.getDocument');
        const { nodeId } = await call('DOM.querySelector', { nodeId: root.nodeId, selector });
        await call('DOM.setFileInputFiles', { nodeId, files: list });
      },
      async until(expression, milliseconds = 60000) {
        for (const end = Date.now() + milliseconds; Date.now() < end;) {
          if (await one.evaluate(expression)) return;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`never: ${expression}`);
      },
      close: () => send('Target.closeTarget', { targetId }),
    };
    return one;
  }

  async function close() {
    await send('Browser.close').catch(() => {});
    await new Promise((resolve) => { child.exitCode === null ? child.on('exit', resolve) : resolve(); });
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { page, close, pid: child.pid };
}
