import { useState } from 'react';
import { useNames } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { SideSection } from '../parts/SideSection';
import { useSay } from '../parts/useSay';
import { When } from '../parts/When';
import classes from './History.module.css';
import type { HistoryLine } from './queries';

const shortly = 8;

/** What happened to the goods and the money, the latest first. */
export function History({ lines }: { lines: HistoryLine[] }) {
  const { t } = useText();
  const say = useSay();
  const nameOf = useNames();
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, shortly);
  return (
    <SideSection title={t('returns.history')} right={t('returns.historyCount', { count: lines.length })}>
      <ol className={classes.lines}>
        {shown.map((line) => {
          const name = nameOf(line.who);
          return (
            <li key={line.entry + line.what + line.at}>
              <Avatar name={name} size={18} label={name || t('returns.nobody')} />
              <span className={classes.what}>
                {say(line.key, line.params)}
                {line.text && <span className={classes.words}>{line.text}</span>}
              </span>
              <When at={line.at} className={classes.when} />
            </li>
          );
        })}
      </ol>
      {lines.length > shortly && (
        <Button look="quiet" size="toolbar" onClick={() => setAll(!all)}>
          {all ? t('returns.historyLess') : t('returns.historyAll')}
        </Button>
      )}
    </SideSection>
  );
}
