import { Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconCheck,
  IconChevronDown,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconPrinter,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { Link } from 'wouter';
import { useText } from '../i18n/useText';
import { PaperDialog } from '../papers/PaperDialog';
import { Button } from '../parts/Button';
import { Chip, type Tone } from '../parts/Chip';
import { IconButton } from '../parts/IconButton';
import { useMay } from '../parts/useMay';
import { useNarrow } from '../parts/useWidth';
import type { Wanted } from './Dialogs';
import { type Act, rolesOf } from './next';
import type { ReturnDetail } from './queries';
import classes from './ReturnHead.module.css';

const icon = { size: 16, stroke: 1.6 };

type ReturnHeadProps = { detail: ReturnDetail; acts: Act[]; onWant: (wanted: Wanted) => void };

/** Which return, how it stands, whose, and the next step as the one primary button. */
export function ReturnHead({ detail, acts, onWant }: ReturnHeadProps) {
  const { t } = useText();
  const narrow = useNarrow();
  const { return: r, customer, ticket } = detail;
  const reason = r.lines[0]?.reason;
  return (
    <header className={classes.head}>
      <Link href="/returns" className={classes.back} aria-label={t('returns.back')}>
        <IconArrowLeft {...icon} aria-hidden />
      </Link>
      <h1 className={classes.title}>{t('returns.one', { number: r.number })}</h1>
      <CopyNumber of={r.number} />
      <Chip tone={toneOf(detail.state)} strong={r.flags.length > 0}>
        {stateText(detail, t)}
      </Chip>
      <p className={classes.about}>
        {customer.id && (
          <Link href={`/customers/${customer.id}`}>{customer.name || t('customers.unnamed')}</Link>
        )}
        {!narrow && reason && (
          <span className={classes.reason}>
            {t('returns.because', {
              reason: t(`returns.reason.${reason}`),
              fault: t(`returns.fault.${r.fault}`),
            })}
          </span>
        )}
        {ticket.id && (
          <Link href={`/tickets/all/${ticket.id}`} className={classes.ticket}>
            {ticket.number}
            <IconExternalLink size={14} stroke={1.6} aria-hidden />
          </Link>
        )}
      </p>
      <Next acts={acts} onWant={onWant} />
      <Print of={r.id} />
    </header>
  );
}

function Print({ of }: { of: string }) {
  const { t } = useText();
  const [printing, setPrinting] = useState(false);
  return (
    <>
      <IconButton label={t('papers.print')} onClick={() => setPrinting(true)}>
        <IconPrinter {...icon} />
      </IconButton>
      {printing && <PaperDialog paper={{ kind: 'return', id: of }} onClose={() => setPrinting(false)} />}
    </>
  );
}

// The next step is the button; what else can be done now is under the arrow, what is rare under the dots.
const rare: Act[] = ['cancel', 'reject', 'track', 'grant'];

function Next({ acts, onWant }: Omit<ReturnHeadProps, 'detail'>) {
  const { t } = useText();
  const may = useMay();
  const [next, ...rest] = acts;
  const others = rest.filter((act) => !rare.includes(act));
  const seldom = rest.filter((act) => rare.includes(act));
  const want = (act: Act) => onWant(may(...rolesOf[act]) ? { what: act } : { what: 'notAllowed', act });
  if (!next) return null;
  const hotkey = next === 'inspect' ? 'i' : undefined;
  return (
    <div className={classes.actions}>
      <div className={classes.split} data-alone={others.length === 0 || undefined}>
        <Button look="primary" hotkey={hotkey} onClick={() => want(next)}>
          {t(`returns.act.${next}`)}
        </Button>
        {others.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button look="primary" aria-label={t('returns.otherSteps')} className={classes.arrow}>
                <IconChevronDown {...icon} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map((act) => (
                <Menu.Item key={act} onClick={() => want(act)}>
                  {t(`returns.act.${act}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {seldom.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={t('common.more')}>
              <IconDots {...icon} />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {seldom.map((act) => (
              <Menu.Item key={act} onClick={() => want(act)}>
                {t(`returns.act.${act}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** 已收货（部分），质检中: the state, and the step in hand while goods are here. */
export function stateText(detail: ReturnDetail, t: TFunction): string {
  const state = t(`returns.state.${detail.state}`);
  const here = ['partlyReceived', 'received'].includes(detail.state);
  return here
    ? t('returns.stateAndStage', { state, stage: t(`returns.stage.${detail.return.stage}`) })
    : state;
}

function toneOf(state: string): Tone {
  if (state === 'rejected' || state === 'expired') return 'bad';
  if (state === 'cancelled') return 'neutral';
  if (state === 'settled') return 'ok';
  return state === 'needsInformation' || state === 'customsHold' ? 'warn' : 'accent';
}

function CopyNumber({ of }: { of: string }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(of);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <IconButton label={copied ? t('common.copied') : t('returns.copyNumber')} onClick={() => void copy()}>
      {copied ? <IconCheck {...icon} /> : <IconCopy {...icon} />}
    </IconButton>
  );
}
