import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import { KeyCap } from '../parts/KeyCap';
import { type BoundKey, useBoundKeys } from '../parts/keys';
import classes from './Frame.module.css';

/** What fields and forms do with keys, wherever they are. */
const writing = [
  { key: 'mod+enter', name: 'nav.key.submit' },
  { key: 'escape', name: 'nav.key.back' },
  { key: '/', name: 'nav.key.templates' },
];

// The order of the work, not of the alphabet.
const order = ['/', 'j', 'k', 'enter', 'c', 'r', 'n', 'a', 'e', 'x', 'i', '[', ']', 'escape'];

const placeOf = ({ key }: Pick<BoundKey, 'key'>) => {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
};

/** The keys of the page as it is now, and those that act anywhere; it follows the page while it is open. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const bound = useBoundKeys();
  const of = (group: BoundKey['group']) =>
    bound.filter((one) => one.group === group).sort((a, b) => placeOf(a) - placeOf(b));
  return (
    <Dialog title={t('nav.keys')} onClose={onClose} size={760}>
      <div className={classes.keyGroups}>
        <KeyGroup title={t('nav.keysHere')} keys={of('here')} />
        <KeyGroup title={t('nav.keysWriting')} keys={writing} />
        <KeyGroup title={t('nav.keysGoing')} keys={of('going')} />
        <KeyGroup title={t('nav.keysAnywhere')} keys={of('anywhere')} />
      </div>
      <p className={classes.keysNote}>{t('nav.keysNote')}</p>
    </Dialog>
  );
}

function KeyGroup({ title, keys }: { title: string; keys: Pick<BoundKey, 'key' | 'name'>[] }) {
  const { t } = useText();
  if (keys.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={classes.keysTitle}>{title}</h3>
      {keys.map(({ key, name }) => (
        <div key={key} className={classes.key}>
          {t(name)}
          <kbd className="visually-hidden">{key}</kbd>
          <KeyCap of={key} />
        </div>
      ))}
    </section>
  );
}
