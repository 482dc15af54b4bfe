import type { ErrorCode, Refusal } from './errors.ts';

export const locales = ['ar', 'en'] as const;
export type Locale = (typeof locales)[number];

const sentences: Record<Locale, Record<ErrorCode, string>> = {
  ar: {
    malformed: 'البيانات المرسلة غير صحيحة الصيغة.',
    'too-large': 'حجم الطلب أكبر من المسموح به.',
    unauthenticated: 'انتهت الجلسة أو لم تُسجَّل الدخول. سجّل الدخول من جديد.',
    'invalid-credentials': 'اسم المستخدم أو كلمة المرور غير صحيحة.',
    'missing-header': 'رُفض الطلب لأنه لم يصدر عن واجهة الغرفة (الترويسة X-T1 مفقودة).',
    forbidden: 'ليست لديك صلاحية لهذا الإجراء.',
    'not-found': 'غير موجود.',
    'conflict-version': 'غيّر مستخدم آخر هذا السجل قبلك. راجع النسخة الحالية ثم أعد المحاولة.',
    'conflict-id': 'هذا المعرّف مستعمل لبلاغ آخر بمحتوى مختلف.',
    'illegal-transition': 'لا تسمح حالة البلاغ الحالية بهذا الإجراء.',
    'alert-already-handled': 'سبق التعامل مع هذا التنبيه.',
    'no-further-step': 'بلغ التنبيه آخر خطوات التصعيد.',
    'undo-too-late': 'انتهت المهلة التي يمكن فيها التراجع عن الاستلام (10 ثوانٍ).',
    'shelf-too-long': 'لا يجوز تأجيل تنبيه بهذه الخطورة هذه المدة.',
    'shift-length': 'المناوبة تنتهي بعد بدايتها، ولا تزيد على 24 ساعة.',
    'shift-overlap': 'تتداخل مع مناوبة أخرى في المديرية والموقع نفسيهما.',
    'shift-over': 'انتهت هذه المناوبة أو أُلغيت أو سُلّمت.',
    'shift-not-begun': 'لم تبدأ هذه المناوبة بعد.',
    'unknown-officer': 'اختر حسابًا عاملًا من حسابات المديرية أو اكتب اسم الضابط.',
    'unreadable-file': 'تعذّرت قراءة الملف أو تنقصه أعمدة. صدّر الجدول لترى الشكل المطلوب.',
    'unreadable-cell': 'لم يُفهم ما كُتب هنا.',
    'unknown-type': 'نوع البلاغ غير معروف.',
    'unknown-place': 'المكان غير معروف في دليل الأماكن.',
    'unknown-directorate': 'مديرية الأمن غير معروفة أو غير عاملة في هذا التاريخ.',
    'location-missing': 'حدّد الموقع: نقطة على الخريطة أو إحداثيات أو اسم مكان.',
    'outside-country': 'الموقع خارج ليبيا.',
    'override-too-far': 'لا تصلح هذه المديرية لهذا الموقع: الموقع بعيد عن حدودها.',
    'occurred-in-future': 'وقت الحدوث في المستقبل.',
    'amend-window-over': 'انتهت المدة التي يمكن فيها للمبلّغ تعديل بلاغه (30 دقيقة). أضف ملاحظة بدلًا من ذلك.',
    'nothing-to-change': 'لا يوجد تغيير في هذا التعديل.',
    'reason-missing': 'لا يُقبل «لا إجراء» دون سبب.',
    'same-directorate': 'البلاغ لدى هذه المديرية أصلًا.',
    'cross-ministry': 'تحويل البلاغ إلى مديرية تتبع الوزارة الأخرى يحتاج موافقة مشرفها.',
    'bad-cursor': 'موضع القراءة غير صالح.',
    'too-many-requests': 'محاولات كثيرة. انتظر قليلًا ثم أعد المحاولة.',
    busy: 'الخدمة مشغولة أو قاعدة البيانات غير متاحة الآن. لم يُحفظ شيء؛ أعد المحاولة.',
    'storage-full': 'مساحة التخزين ممتلئة. لم يُحفظ شيء؛ أبلغ مدير النظام.',
    internal: 'حدث خطأ غير متوقع. لم يُحفظ شيء.',
  },
  en: {
    malformed: 'The data sent is not well formed.',
    'too-large': 'The request is larger than allowed.',
    unauthenticated: 'The session has ended or you are not signed in. Sign in again.',
    'invalid-credentials': 'The user name or the password is wrong.',
    'missing-header': 'Refused: the request did not come from the room itself (header X-T1 is missing).',
    forbidden: 'You are not permitted to do this.',
    'not-found': 'Not found.',
    'conflict-version': 'Somebody changed this record before you. Look at the current version and try again.',
    'conflict-id': 'This id is already used by another incident with different content.',
    'illegal-transition': 'The incident is in a state that does not allow this.',
    'alert-already-handled': 'This alert has already been dealt with.',
    'no-further-step': 'The alert has reached the last step of its escalation.',
    'undo-too-late': 'An acknowledgement can be taken back for ten seconds; that time is over.',
    'shelf-too-long': 'An alert of this severity may not be shelved for that long.',
    'shift-length': 'A shift ends after it begins and lasts at most 24 hours.',
    'shift-overlap': 'It overlaps another shift of the same directorate and place in the chain.',
    'shift-over': 'This shift is over, cancelled or handed over.',
    'shift-not-begun': 'This shift has not begun.',
    'unknown-officer': 'Choose an active account of the directorate or write the name of the officer.',
    'unreadable-file': 'The file cannot be read or lacks columns. Export the roster to see its form.',
    'unreadable-cell': 'What is written here is not understood.',
    'unknown-type': 'The incident type is not known.',
    'unknown-place': 'The place is not in the gazetteer.',
    'unknown-directorate': 'The directorate is not known or not in service at that time.',
    'location-missing': 'Give the location: a point on the map, coordinates or a place name.',
    'outside-country': 'The location is outside Libya.',
    'override-too-far': 'This directorate does not fit the location: it is too far from its border.',
    'occurred-in-future': 'The time of occurrence is in the future.',
    'amend-window-over':
      'The time in which a reporter may amend a report (30 minutes) is over. Add a note instead.',
    'nothing-to-change': 'This amendment changes nothing.',
    'reason-missing': 'No action is a decision too: give the reason.',
    'same-directorate': 'The incident is already with this directorate.',
    'cross-ministry': 'Transfer to a directorate of the other ministry needs the approval of its supervisor.',
    'bad-cursor': 'The reading position is not valid.',
    'too-many-requests': 'Too many attempts. Wait a moment and try again.',
    busy: 'The service is busy or the database cannot be reached. Nothing was saved; try again.',
    'storage-full': 'Storage is full. Nothing was saved; tell the administrator.',
    internal: 'Something unexpected went wrong. Nothing was saved.',
  },
};

const fieldNames: Record<Locale, Record<string, string>> = {
  ar: {
    id: 'المعرّف',
    type: 'نوع البلاغ',
    severity: 'الخطورة',
    occurredAt: 'وقت الحدوث',
    location: 'الموقع',
    'location.lat': 'خط العرض',
    'location.lon': 'خط الطول',
    'location.accuracyM': 'دقة الموقع',
    placeId: 'المكان',
    title: 'العنوان',
    description: 'الوصف',
    plates: 'لوحات المركبات',
    directorateId: 'مديرية الأمن',
    expectedVersion: 'رقم النسخة',
    text: 'نص الملاحظة',
    minutes: 'مدة التأجيل',
    intent: 'ما ستفعله',
    kind: 'الإجراء',
    reason: 'السبب',
    position: 'الموقع في السلسلة',
    officer: 'الضابط',
    userId: 'الحساب',
    phone: 'الهاتف',
    startsAt: 'بداية المناوبة',
    endsAt: 'نهاية المناوبة',
    note: 'ملاحظة التسليم',
    named: 'ضابط بلا حساب',
    format: 'صيغة الملف',
    dryRun: 'تجربة دون حفظ',
    content: 'الملف',
    disposition: 'ما انتهى إليه البلاغ',
    username: 'اسم المستخدم',
    password: 'كلمة المرور',
    cursor: 'موضع القراءة',
    limit: 'العدد',
    body: 'محتوى الطلب',
  },
  en: {
    id: 'Id',
    type: 'Incident type',
    severity: 'Severity',
    occurredAt: 'Time of occurrence',
    location: 'Location',
    'location.lat': 'Latitude',
    'location.lon': 'Longitude',
    'location.accuracyM': 'Accuracy',
    placeId: 'Place',
    title: 'Title',
    description: 'Description',
    plates: 'Vehicle plates',
    directorateId: 'Directorate',
    expectedVersion: 'Version',
    text: 'Note',
    minutes: 'Shelving time',
    intent: 'What you will do',
    kind: 'Action',
    reason: 'Reason',
    position: 'Place in the chain',
    officer: 'Officer',
    userId: 'Account',
    phone: 'Phone',
    startsAt: 'Beginning of the shift',
    endsAt: 'End of the shift',
    note: 'Handover note',
    named: 'Officer without an account',
    format: 'File format',
    dryRun: 'Trial without saving',
    content: 'File',
    disposition: 'Disposition',
    username: 'User name',
    password: 'Password',
    cursor: 'Position',
    limit: 'Limit',
    body: 'Request body',
  },
};

/** The name of a field as the user knows it; an unknown field keeps its technical name. */
export function fieldName(field: string, locale: Locale): string {
  // A field may be any word a stranger sends, also one that every object knows.
  const names = new Map(Object.entries(fieldNames[locale]));
  return names.get(field) ?? names.get(field.replace(/\.\d+$/, '')) ?? field;
}

/** The whole sentence for a refusal in the user's language, with the field to blame named first. */
export function problemText(refusal: Refusal, locale: Locale): string {
  const sentence = sentences[locale][refusal.code];
  return refusal.field === undefined ? sentence : `${fieldName(refusal.field, locale)}: ${sentence}`;
}

/** The first supported language of an Accept-Language header; Arabic when none is. */
export function localeFrom(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (language === 'ar' || language === 'en') return language;
  }
  return 'ar';
}
