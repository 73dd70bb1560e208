import {
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMusic,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react';
import type { Attachment } from './queries';

/** What an attachment is, in the words of `attachments.kind`. */
export type Kind = 'picture' | 'video' | 'sound' | 'pdf' | 'table' | 'text' | 'archive' | 'other';

const icons: Record<Kind, typeof IconFile> = {
  picture: IconPhoto,
  video: IconVideo,
  sound: IconMusic,
  pdf: IconFileTypePdf,
  table: IconFileSpreadsheet,
  text: IconFileText,
  archive: IconFileZip,
  other: IconFile,
};

/** What an attachment is, by the type found in its bytes. */
export function kindOf({ type }: Pick<Attachment, 'type'>): Kind {
  if (type.startsWith('image/')) return 'picture';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/') || type === 'application/ogg') return 'sound';
  if (type === 'application/pdf') return 'pdf';
  if (/csv|excel|sheet/.test(type)) return 'table';
  if (/zip|compressed/.test(type)) return 'archive';
  if (/^text\/|word|document/.test(type)) return 'text';
  return 'other';
}

/** The icon of an attachment that cannot be shown. */
export const iconOf = (file: Pick<Attachment, 'type'>) => icons[kindOf(file)];

/** Whether it is a picture that the desk can show. */
export const isShown = ({ width }: Pick<Attachment, 'width'>) => (width ?? 0) > 0;

const played = ['video/mp4', 'video/webm', 'video/quicktime'];
const heard = ['audio/mpeg', 'audio/mp4', 'audio/wave', 'audio/ogg', 'audio/aac', 'application/ogg'];

/** Whether the window may play it, and how. */
export function playerOf({ type }: Pick<Attachment, 'type'>): 'video' | 'audio' | undefined {
  if (played.includes(type)) return 'video';
  return heard.includes(type) ? 'audio' : undefined;
}
