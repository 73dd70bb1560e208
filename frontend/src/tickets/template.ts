import { useEffect } from 'react';
import type { Template, TicketDetail } from './queries';

/** What the places of a template stand for on one ticket. */
export type Places = { customer: string; number: string; order: string; agent: string };

const names: Record<string, keyof Places> = {
  ...{ 客户: 'customer', 单号: 'number', 订单: 'order', 客服: 'agent' },
  ...{ customer: 'customer', number: 'number', order: 'order', agent: 'agent' },
};

/** What stands in the places on this ticket, in the words of whoever writes. */
export const placesOf = ({ ticket, customer, order }: TicketDetail, agent: string): Places => ({
  customer: customer.name,
  number: ticket.number,
  order: order.number,
  agent,
});

/** Fills the places that are known; one that is not stays, so that it is seen before it is sent. */
export function fill(text: string, places: Places): string {
  return text.replace(/\{\s*([^{}\s]+)\s*\}/g, (whole, name: string) => {
    const place = names[name.toLowerCase()];
    return (place && places[place]) || whole;
  });
}

/** The words of a template in the customer's language, or in the other when it has none. */
export function wordsIn({ zh, en }: Pick<Template, 'zh' | 'en'>, language: string): string {
  return language.startsWith('en') ? en || zh : zh || en;
}

/** Those that words name or stand in, the ones used most first. */
export function matching(templates: Template[], words: string): Template[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter(({ name, zh, en, retiredAt }) => {
    const text = `${name} ${zh} ${en}`.toLowerCase();
    return !retiredAt && wanted.every((word) => text.includes(word));
  });
}

/** Where a text that was just typed asks for a template: a slash, or what an input method makes of it, alone on its line. */
export function slashAt(before: string, now: string, caret: number): number | undefined {
  if (now.length !== before.length + 1 || caret < 1) return undefined;
  const start = now.lastIndexOf('\n', caret - 2) + 1;
  const next = now.indexOf('\n', caret);
  const line = now.slice(start, next < 0 ? undefined : next);
  return caret === start + 1 && ['/', '、'].includes(line) ? start : undefined;
}

type Insert = (template: Template) => void;
let taking: Insert | undefined;

/** While a reply is being written, templates chosen elsewhere come here. */
export function useTakesTemplates(insert: Insert | undefined) {
  useEffect(() => {
    if (!insert) return;
    taking = insert;
    return () => {
      if (taking === insert) taking = undefined;
    };
  }, [insert]);
}

/** What puts a template into the reply on the screen; undefined where there is none. */
export const takesTemplates = () => taking;
