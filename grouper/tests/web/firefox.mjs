// SPDX-License-Identifier: Apache-2.0
// A headless Firefox spoken to by Marionette, its own protocol, on a port of this machine: what browser.mjs is for
// Chromium, with the same calls.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const FIREFOX = process.env.FIREFOX ?? 'firefox-esr';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const PREFERENCES = {
  'marionette.port': 0, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false, 'browser.startup.homepage': 'about:blank', 'startup.homepage_welcome_url': '',
  'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,', 'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** The port that it has chosen, once it has. */
async function port(profile, child) {
  for (const end = Date.now() + 120000; Date.now() < end;) {
    try { return Number(fs.readFileSync(path.join(profile, 'MarionetteActivePort'), 'utf8')); } catch { /* not yet */ }
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Firefox did not start');
}

/** Messages are `LENGTH:JSON`: [0, id, command, parameters], answered by [1, id, error, result]. */
function speaker(socket) {
  const waiting = new Map();
  let rest = Buffer.alloc(0), number = 0;
  socket.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const colon = rest.indexOf(58), length = Number(rest.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || rest.length < colon + 1 + length) return;
      const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + length).toString());
      rest = rest.subarray(colon + 1 + length);
      if (message[0] === 1) waiting.get(message[1])?.(message);
    }
  });
  return (command, parameters = {}) => new Promise((resolve, reject) => {
    const id = ++number;
    waiting.set(id, ([, , error, result]) => {
      waiting.delete(id);
      if (error) reject(new Error(`${command}: ${error.message}`));
      else resolve(result);
    });
    const text = JSON.stringify([0, id, command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
  });
}

export async function browser() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'had-firefox-'));
  fs.writeFileSync(path.join(profile, 'user.js'), Object.entries(PREFERENCES).map(([k, v]) => `user_pref(${JSON.stringify(k)}, ${JSON.stringify(v)});\n`).join(''));
  const child = spawn(FIREFOX, ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access', 'about:blank'],
    { stdio: 'ignore', env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1' } });
  const socket = net.connect(await port(profile, child), '127.0.0.1');
  socket.setNoDelay(true);
  const send = speaker(socket);
  await send('WebDriver:NewSession', { timeouts: { script: 300000, pageLoad: 60000, implicit: 0 }, strictFileInteractability: false });

  /** Speaks the language, as a Firefox of that country. */
  async function speak(language) {
    await send('Marionette:SetContext', { value: 'chrome' });
    await send('WebDriver:ExecuteScript', { script: `Services.prefs.setStringPref('intl.accept_languages', '${language}')`, args: [] });
    await send('Marionette:SetContext', { value: 'content' });
  }

  async function page(url, { width = 1280, height = 900, language = 'fr-FR' } = {}) {
    await speak(language);
    const { handle } = await send('WebDriver:NewWindow', { type: 'window' });
    await send('WebDriver:SwitchToWindow', { handle });
    await send('WebDriver:SetWindowRect', { width, height });
    await send('WebDriver:Navigate', { url });
    const one = {
      errors: [],
      async evaluate(expression) {
        const script = `const done = arguments[arguments.length - 1];
          (async () => { try { done({ value: await (${expression}) }); } catch (error) { done({ error: error + ' ' + error.stack }); } })();`;
        const { value } = await send('WebDriver:ExecuteAsyncScript', { script, args: [], sandbox: null });
        if (value.error) throw new Error(value.error);
        return value.value;
      },
      async screenshot(file, whole = true) {
        const { value } = await send('WebDriver:TakeScreenshot', { full: whole, hash: false });
        fs.writeFileSync(file, Buffer.from(value, 'base64'));
      },
      async files(selector, list) {
        const { value } = await send('WebDriver:FindElement', { using: 'css selector', value: selector });
        await send('WebDriver:ElementSendKeys', { id: value[ELEMENT], text: list.join('\n') });
      },
      async until(expression, milliseconds = 60000) {
        for (const end = Date.now() + milliseconds; Date.now() < end;) {
          if (await one.evaluate(expression)) return;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`never: ${expression}`);
      },
      close: async () => {
        const [left] = await send('WebDriver:CloseWindow');
        await send('WebDriver:SwitchToWindow', { handle: left });
      },
    };
    return one;
  }

  async function close() {
    await send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    await new Promise((resolve) => { child.exitCode === null ? child.on('exit', resolve) : resolve(); });
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { page, close };
}
