// Stands in for the window's bridge in a browser: window.go.app.Service.Method(...) becomes a call to the
// same method, and notices arrive as server-sent events.
(() => {
  const listeners = new Map();
  const call = async (name, args) => {
    const answer = await fetch(`/call/${name}`, { method: 'POST', body: JSON.stringify(args) });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw answer.status === 422 ? text : JSON.stringify({ code: 'preview.gone', params: {}, field: '', ref: '' });
  };
  const services = {};
  for (const name of [/*methods*/]) {
    const [service, method] = name.split('.');
    services[service] ??= {};
    services[service][method] = (...args) => call(name, args);
  }
  window.go = { app: services };
  const on = (name, heard, times) => {
    const mine = { heard, times };
    listeners.set(name, [...(listeners.get(name) ?? []), mine]);
    return () => listeners.set(name, (listeners.get(name) ?? []).filter((l) => l !== mine));
  };
  window.runtime = {
    EventsOnMultiple: on,
    EventsOn: (name, heard) => on(name, heard, -1),
    EventsOff: (...names) => { for (const name of names) listeners.delete(name); },
    LogError: (text) => console.error(text),
    WindowSetTitle: (title) => { document.title = title; },
    BrowserOpenURL: () => {},
  };
  new EventSource('/events').onmessage = (message) => {
    const { name, data } = JSON.parse(message.data);
    for (const l of listeners.get(name) ?? []) l.heard(data);
  };
})();
