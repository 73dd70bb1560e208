import { Desk } from './desk';
import { Hub } from './hub';

/** Records of one language's test: each has clashed, or is about to. */
export type Records = {
  ticket: string; // two subjects
  customer: string; // two notes
  waiting: string; // a return whose refund waits for the hub
  twice: string; // a return that both workstations approved the refund of
  incident: string; // a return whose refund both workstations paid on a supervisor's word
  incidentTicket: string;
};

/**
 * Two workstations of one shop that met at a hub, and then worked apart: front (A) is served to the browser, back (B)
 * is driven by verbs. Everything is written by verbs, so that a test looks at what people see.
 */
export class Apart {
  readonly front = new Desk();
  readonly back = new Desk();
  private readonly hub = new Hub();

  /** Founds the shop, pairs both workstations, lets the hub go and writes what will clash; one set of records a name. */
  async begin<Name extends string>(names: readonly Name[]): Promise<Record<Name, Records>> {
    const { front, back, hub } = this;
    front.found('A');
    front.call('Training.AddPerson', {
      ...{ login: 'luo', name: '罗雨晴', roles: ['supervisor'], department: 'customerService' },
    });
    const made = names.map((name) => [name, this.records(name)] as const);
    await this.hubComes();
    front.run('pair', '--hub', hub.address, '--code', hub.code());
    back.run('pair', '--hub', hub.address, '--code', hub.code(), '--workstation', '后仓');
    front.run('sync');
    back.run('sync');
    await this.hubGoes();
    for (const [name, records] of made) this.clash(name, records);
    return Object.fromEntries(made) as Record<Name, Records>;
  }

  /** Starts the hub, where it was before. */
  hubComes = () => this.hub.comes();

  /** Ends the hub, as when its machine is switched off. */
  hubGoes = () => this.hub.goes();

  async close() {
    await this.front.close();
    await this.back.close();
    await this.hub.close();
  }

  private records(name: string): Records {
    const customer = this.front.call('Customers.Put', {
      ...{
        name: '林静怡',
        phones: [name === 'en' ? '13900001188' : '13812346207'],
        emails: [],
        accounts: [],
      },
      ...{ language: '', country: '', notes: '' },
    }).id;
    const waiting = this.granted(customer, `${name}-1`);
    const twice = this.granted(customer, `${name}-2`);
    const incident = this.granted(customer, `${name}-3`);
    const { ticket } = this.front.call('Tickets.Open', {
      ...{ kind: 'complaint', channel: 'chat', subject: '滤芯异响', customer },
    });
    return {
      ...{ ticket: ticket.id, customer, waiting: waiting.id, twice: twice.id, incident: incident.id },
      incidentTicket: incident.ticket,
    };
  }

  /** A return of which the customer keeps the goods and gets the money. */
  private granted(customer: string, number: string): { id: string; ticket: string } {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
    const yuan = (minor: number) => ({ minor, currency: 'CNY' });
    const order = this.front.call('Customers.PutOrder', {
      ...{ platform: 'tmall', number: `2611-${number}`, customer, status: 'signed', currency: 'CNY' },
      ...{ placedAt: day(6), paidAt: day(6), shippedAt: day(5), signedAt: day(2) },
      ...{ shipping: yuan(0), discount: yuan(0), received: yuan(0) },
      lines: [{ sku: 'F5-1P', name: '复合滤芯 F5', quantity: 3, price: yuan(38700) }],
    }).id;
    const { ticket } = this.front.call('Tickets.Open', {
      ...{ kind: 'return', channel: 'chat', subject: '滤芯异响，想退货', customer, order },
    });
    const asked = this.front.call('Returns.Request', {
      ...{ order, ticket: ticket.id, fault: 'merchant', method: 'dropOff' },
      lines: [{ orderLine: 1, quantity: 3, reason: 'quality', opened: true }],
    });
    const id = asked.return.id;
    this.front.call('Returns.Approve', { return: id });
    this.front.call('Returns.Grant', {
      ...{ return: id, line: 1, kind: 'keepTheGoods', units: 3, reason: '不值得寄回' },
    });
    this.orders.set(id, order);
    return { id, ticket: ticket.id };
  }

  private readonly orders = new Map<string, string>();

  private clash(name: string, { ticket, customer, waiting, twice, incident, incidentTicket }: Records) {
    const refund = (desk: Desk, of: string) => {
      const ledger = this.orders.get(of);
      const { refunds } = desk.call('Returns.Refund', { ledger, return: of });
      return { ledger, refund: refunds.at(-1).id };
    };
    const pay = (desk: Desk, reference: string) => {
      const of = refund(desk, incident);
      desk.call('Returns.OverrideHold', { ...of, reason: '断网两天，客户在店里等' });
      desk.call('Returns.ExecuteRefund', { ...of, channel: 'bank', reference });
    };
    const write = (desk: Desk, subject: string, notes: string) => {
      desk.call('Tickets.Edit', { ticket, field: 'subject', value: subject });
      desk.call('Customers.Change', {
        ...{ customer, name: '林静怡', phones: [name === 'en' ? '13900001188' : '13812346207'] },
        ...{ emails: [], language: '', country: '', notes },
      });
    };
    const { front, back } = this;
    write(front, '滤芯异响，要换一个', '电话只在下午接');
    back.as('luo');
    write(back, '滤芯异响，三个都要换', '收货地址改到公司');
    refund(front, waiting);
    refund(front, twice);
    refund(back, twice);
    pay(front, `A-${name}`);
    pay(back, `B-${name}`);
    front.call('Tickets.Resolve', { ticket: incidentTicket, solution: '已退款' });
  }
}
