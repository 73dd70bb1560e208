import { useState } from 'react';
import { type Founding, useFound } from '../desk/queries';
import { useText } from '../i18n/useText';
import { Entrance, Steps } from '../sign/Entrance';
import { AdminStep } from './AdminStep';
import { JoinStep } from './JoinStep';
import { ShopStep } from './ShopStep';

const founding = ['shop', 'admin'];
const joining = ['join', 'records', 'sign'];

/**
 * The first run: the shop, then the admin, who is signed in by it; or a desk that exists is joined. Nothing is
 * written before the last button.
 */
export function Setup() {
  const { t, language } = useText();
  const [at, setAt] = useState(0);
  const [joins, setJoins] = useState(false);
  const found = useFound();
  const [wanted, setWanted] = useState<Founding>({
    shop: '',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai',
    currency: 'CNY',
    workstation: '',
    letter: 'A',
    admin: '',
    login: '',
    pin: '',
    lang: language,
  });
  const change = (part: Partial<Founding>) => setWanted((before) => ({ ...before, ...part }));
  const shown = (joins ? joining : founding).map((name) => ({
    name: t(`sign.step.${name}.name`),
    hint: t(`sign.step.${name}.hint`),
  }));

  return (
    <Entrance shop={wanted.shop} aside={<Steps title={t('sign.firstUse')} steps={shown} at={at} />}>
      {joins && <JoinStep onBack={() => setJoins(false)} />}
      {!joins && at === 0 && (
        <ShopStep wanted={wanted} onChange={change} onDone={() => setAt(1)} onJoin={() => setJoins(true)} />
      )}
      {!joins && at === 1 && (
        <AdminStep
          wanted={wanted}
          onChange={change}
          onBack={() => setAt(0)}
          onDone={() => found.mutateAsync({ ...wanted, lang: language })}
        />
      )}
    </Entrance>
  );
}
