import { IconArchive, IconArrowBackUp, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useDraftedFields } from '../drafts/Drafts';
import { dayIn } from '../format/time';
import { useFormat } from '../format/useFormat';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Chip } from '../parts/Chip';
import { Dialog } from '../parts/Dialog';
import { TextAreaField, TextField } from '../parts/Field';
import { Form } from '../parts/Form';
import { IconButton } from '../parts/IconButton';
import { named, useKeys } from '../parts/keys';
import { Loaded } from '../parts/Loaded';
import { Empty } from '../parts/State';
import { useOffer } from '../parts/Undo';
import { useMay } from '../parts/useMay';
import { type Template, usePutTemplate, useRetireTemplate, useTemplates } from '../tickets/queries';
import { wordsIn } from '../tickets/template';
import { Locked, Part } from './Part';
import classes from './Settings.module.css';

type Editing = { template?: Template };

/** The replies that are written again and again: those in use with how often, and those taken out of it. */
export function TemplatesSection() {
  const { t } = useText();
  const may = useMay()('supervisor', 'trainer');
  const templates = useTemplates();
  const [editing, edit] = useState<Editing>();
  const create = () => edit({});
  useKeys(may ? { c: named('settings.templates.add', create) } : {});
  return (
    <Part
      of="templates"
      sub={t('settings.templates.sub')}
      actions={
        may && (
          <Button
            look="primary"
            hotkey="c"
            icon={<IconPlus size={16} stroke={1.6} aria-hidden />}
            onClick={create}
          >
            {t('settings.templates.add')}
          </Button>
        )
      }
    >
      {!may && <Locked to="supervisor" />}
      <Loaded query={templates}>
        {(list) => (
          <>
            <Card
              flush
              title={t('settings.templates.inUse')}
              sub={list.filter((one) => !one.retiredAt).length}
            >
              <List
                of={list.filter((one) => !one.retiredAt)}
                may={may}
                onEdit={(template) => edit({ template })}
              />
            </Card>
            {list.some((one) => one.retiredAt) && (
              <Card flush title={t('settings.templates.retired')}>
                <List
                  of={list.filter((one) => one.retiredAt)}
                  may={may}
                  onEdit={(template) => edit({ template })}
                />
              </Card>
            )}
          </>
        )}
      </Loaded>
      {editing && <TemplateForm template={editing.template} onClose={() => edit(undefined)} />}
    </Part>
  );
}

type ListProps = { of: Template[]; may: boolean; onEdit: (template: Template) => void };

function List({ of: list, may, onEdit }: ListProps) {
  const { t, language } = useText();
  if (list.length === 0)
    return <Empty title={t('settings.templates.none')} body={t('settings.templates.noneBody')} />;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('settings.templates.name')}</th>
          <th scope="col">{t('settings.templates.words')}</th>
          <th scope="col" data-right>
            {t('settings.templates.used')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('settings.templates.change')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((template) => (
          <tr key={template.id}>
            <td className={classes.nowrap}>
              <b>{template.name}</b>
              <Review of={template} />
            </td>
            <td className={classes.words}>
              {wordsIn(template, language)}
              {(!template.zh || !template.en) && (
                <span className={classes.second}>
                  {t(template.zh ? 'settings.templates.noEnglish' : 'settings.templates.noChinese')}
                </span>
              )}
            </td>
            <td data-right className="tabular">
              {template.used}
            </td>
            <td className={classes.nowrap}>{may && <Changes template={template} onEdit={onEdit} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Review({ of: { reviewBy } }: { of: Template }) {
  const { t } = useText();
  const { day, now, zone } = useFormat();
  if (!reviewBy) return null;
  const due = reviewBy <= dayIn(now, zone);
  const said = t(due ? 'settings.templates.reviewDue' : 'settings.templates.reviewBy', {
    day: day(reviewBy),
  });
  return due ? <Chip tone="warn">{said}</Chip> : <span className={classes.second}>{said}</span>;
}

function Changes({ template, onEdit }: { template: Template; onEdit: (template: Template) => void }) {
  const { t } = useText();
  const retire = useRetireTemplate();
  const offer = useOffer();
  const { id, name, retiredAt } = template;
  const back = Boolean(retiredAt);
  const change = () =>
    retire.mutate(
      { template: id, back },
      {
        onSuccess: () =>
          offer({
            said: t(back ? 'settings.templates.restored' : 'settings.templates.retiredNow', { name }),
            undo: () => retire.mutateAsync({ template: id, back: !back }),
          }),
      },
    );
  return (
    <>
      <IconButton label={t('settings.templates.editNamed', { name })} onClick={() => onEdit(template)}>
        <IconPencil size={16} stroke={1.6} />
      </IconButton>
      <IconButton
        label={t(back ? 'settings.templates.restoreNamed' : 'settings.templates.retireNamed', { name })}
        onClick={change}
      >
        {back ? <IconArrowBackUp size={16} stroke={1.6} /> : <IconArchive size={16} stroke={1.6} />}
      </IconButton>
    </>
  );
}

function TemplateForm({ template, onClose }: { template?: Template; onClose: () => void }) {
  const { t } = useText();
  const place = `template/${template?.id ?? 'new'}`;
  const [wanted, change] = useDraftedFields(
    {
      name: template?.name ?? '',
      zh: template?.zh ?? '',
      en: template?.en ?? '',
      reviewBy: template?.reviewBy ?? '',
    },
    place,
  );
  const put = usePutTemplate();
  const submit = () => put.mutateAsync({ template: template?.id ?? '', ...wanted }).then(onClose);
  return (
    <Dialog
      title={t(template ? 'settings.templates.edit' : 'settings.templates.add')}
      onClose={onClose}
      size={560}
    >
      <Form
        submit={template ? t('common.save') : t('settings.templates.add')}
        onSubmit={submit}
        onCancel={onClose}
        draft={place}
      >
        <TextField
          name="name"
          label={t('settings.templates.name')}
          hint={t('settings.templates.nameHint')}
          value={wanted.name}
          onChange={(name) => change({ name })}
          autoFocus
        />
        <TextAreaField
          name="zh"
          label={t('settings.templates.zh')}
          hint={t('settings.templates.places')}
          value={wanted.zh}
          onChange={(zh) => change({ zh })}
        />
        <TextAreaField
          name="en"
          label={t('settings.templates.en')}
          optional
          value={wanted.en}
          onChange={(en) => change({ en })}
        />
        <TextField
          name="reviewBy"
          label={t('settings.templates.review')}
          hint={t('settings.templates.reviewHint')}
          type="date"
          optional
          value={wanted.reviewBy}
          onChange={(reviewBy) => change({ reviewBy })}
        />
      </Form>
    </Dialog>
  );
}
