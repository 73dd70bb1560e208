import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { KeyCap } from '../parts/KeyCap';
import classes from './Frame.module.css';
import { places } from './places';

const everywhere: [string, string][] = [
  ['/', 'nav.key.search'],
  ['j', 'nav.key.next'],
  ['k', 'nav.key.previous'],
  ['enter', 'nav.key.open'],
  ['c', 'nav.key.create'],
  ['escape', 'nav.key.back'],
  ['mod+enter', 'nav.key.submit'],
  ['?', 'nav.keys'],
];

const onTickets: [string, string][] = [
  ['r', 'tickets.reply'],
  ['n', 'tickets.note'],
  ['a', 'tickets.assign.title'],
  ['e', 'tickets.resolve.title'],
  ['[', 'nav.key.views'],
  [']', 'nav.key.side'],
];

/** All keys on one page. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const going = places.map(({ letter, name }): [string, string] => [`g ${letter}`, name]);
  return (
    <Dialog title={t('nav.keys')} onClose={onClose} size={560}>
      <div className={classes.keys}>
        {[...everywhere, ...onTickets, ...going].map(([key, name]) => (
          <div key={key} className={classes.key}>
            {t(name)}
            <kbd className="visually-hidden">{key}</kbd>
            <KeyCap of={key} />
          </div>
        ))}
      </div>
    </Dialog>
  );
}
