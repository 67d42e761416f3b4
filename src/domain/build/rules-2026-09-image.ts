import { breaks, holds, mustBe, mustBeNone, mustNot, unknown } from './judgements.ts';
import { documents } from './rule-documents.ts';
import { judgeSecurityType } from './security-type.ts';
import type { ImageRule, RulePlace } from './rules.ts';

const IMAGES: readonly RulePlace[] = ['source-image', 'captured-image', 'upload'];
const ANYWHERE: readonly RulePlace[] = ['machine', ...IMAGES];
const WITH_OFFERS: readonly RulePlace[] = ['offer', ...ANYWHERE];

/** Disk size that Windows 365 expects; the disk is resized to the licence. A hard maximum is not documented. */
const EXPECTED_DISK_GB = 64;

/** Rules about the image or machine as Azure sees it. */
export const IMAGE_RULES: readonly ImageRule[] = [
  {
    id: 'windows',
    title: 'The operating system is Windows',
    places: WITH_OFFERS,
    severity: 'stop',
    source: documents.deviceImages,
    fix: 'Choose a Windows 11 Enterprise image.',
    howToFind: 'The overview page of the image or machine in the Azure portal names the operating system.',
    judge: (facts) => mustBe(facts.osType, ['Windows']),
  },
  {
    id: 'generalized',
    title: 'The image is generalised with sysprep',
    places: IMAGES,
    severity: 'stop',
    source: documents.deviceImages,
    fix: 'Start from the machine instead of this image: Repave seals a copy of it.',
    howToFind: 'The operating system state of the image in the Azure portal says Generalized or Specialized.',
    judge: (facts) => mustBe(facts.osState, ['Generalized']),
  },
  {
    id: 'generation-2',
    title: 'Generation 2',
    places: WITH_OFFERS,
    severity: 'stop',
    source: documents.deviceImages,
    fix: 'Build from a Generation 2 Marketplace image, or convert the disk with mbr2gpt.',
    howToFind: 'Field "VM generation" of the image or machine in the Azure portal. Images without it are Generation 1.',
    judge: (facts) => mustBe(facts.generation, ['V2']),
  },
  {
    id: 'x64',
    title: 'Processor architecture x64',
    places: WITH_OFFERS,
    severity: 'stop',
    source: documents.addImages,
    fix: 'Choose an x64 image; Windows 365 takes no Arm64 images.',
    howToFind: 'Field "Architecture" of the gallery definition or of the Marketplace image.',
    judge: (facts) => mustBe(facts.architecture, ['x64']),
  },
  {
    id: 'os-disk-size',
    title: 'Operating system disk of 64 GB',
    places: WITH_OFFERS,
    severity: 'warn',
    source: documents.deviceImages,
    fix: 'Nothing has to be done unless the import fails with sourceImageSizeExceedsLimitation; then build with a smaller disk.',
    howToFind: 'Size of the operating system disk in the Azure portal.',
    judge: ({ diskGb }) => {
      if (diskGb === null) return unknown();
      return diskGb > EXPECTED_DISK_GB ? breaks(`${diskGb} GB`) : holds(`${diskGb} GB`);
    },
  },
  {
    id: 'no-data-disks',
    title: 'No data disks',
    places: ANYWHERE,
    severity: 'stop',
    source: documents.importErrors,
    fix: 'Detach all data disks from the machine; of an image that has them, make a new one.',
    howToFind: 'Page "Disks" of the machine or image in the Azure portal.',
    judge: (facts) => mustBeNone(facts.dataDisks, 'data disks'),
  },
  {
    id: 'no-disk-encryption-set',
    title: 'No disk encryption set',
    places: ANYWHERE,
    severity: 'stop',
    source: documents.importErrors,
    fix: 'Change the encryption of the disk to platform-managed keys.',
    howToFind: 'Page "Encryption" of the operating system disk in the Azure portal.',
    judge: (facts) => mustNot(facts.diskEncryptionSet, 'encrypted with a disk encryption set', 'platform-managed keys'),
  },
  {
    id: 'no-azure-disk-encryption',
    title: 'No Azure Disk Encryption',
    places: ANYWHERE,
    severity: 'stop',
    source: documents.importErrors,
    fix: 'Turn Azure Disk Encryption off on the machine, and wait until the disk is decrypted.',
    howToFind: 'Page "Disks" of the machine in the Azure portal, column "Encryption".',
    judge: (facts) => mustNot(facts.azureDiskEncryption, 'Azure Disk Encryption is on', 'not used'),
  },
  {
    id: 'not-paid',
    title: 'Not from an offer that costs extra',
    places: WITH_OFFERS,
    severity: 'stop',
    source: documents.importErrors,
    fix: 'Build from an image without a purchase plan, such as those of MicrosoftWindowsDesktop.',
    howToFind: 'The JSON view of the machine or image in the Azure portal has a "plan" when it came from a paid offer.',
    judge: (facts) => mustNot(facts.paidOffer, 'has a purchase plan', 'no purchase plan'),
  },
  {
    id: 'not-deprecated',
    title: 'The Marketplace image is not withdrawn',
    places: ['offer'],
    severity: 'stop',
    source: documents.market,
    fix: 'Choose a newer version of the image.',
    howToFind: 'az vm image show tells imageDeprecationStatus.',
    judge: (facts) => mustBe(facts.deprecation, ['Active', 'ScheduledForDeprecation']),
  },
  {
    id: 'stays-in-marketplace',
    title: 'The Marketplace image is not about to be withdrawn',
    places: ['offer'],
    severity: 'warn',
    source: documents.market,
    fix: 'Choose a newer version, or build soon: machines cannot be made from it for long.',
    howToFind: 'az vm image show tells imageDeprecationStatus.',
    judge: (facts) => mustBe(facts.deprecation, ['Active']),
  },
  {
    id: 'security-type',
    title: 'Security type that fits the way the image is kept',
    places: WITH_OFFERS,
    severity: 'stop',
    source: documents.addImages,
    fix: 'A managed image needs a machine of security type Standard; a gallery image needs Trusted Launch on machine and definition.',
    howToFind: 'Field "Security type" of the machine, or of the image definition in the gallery.',
    judge: judgeSecurityType,
  },
  {
    id: 'visible-to-windows-365',
    title: 'Windows 365 may read the image',
    places: ['source-image', 'upload'],
    severity: 'stop',
    source: documents.createImage,
    fix: 'Give the service principal "Windows 365" (0af06dc6-e4b5-4f28-818e-e78e62d137a5) the role Reader on the subscription; for a gallery image also Compute Gallery Image Reader.',
    howToFind:
      'Intune lists the image under Windows 365, Custom images, Add; or look at Access control of the subscription.',
    judge: ({ visibleToWindows365: visible }) => {
      if (visible === null) return unknown();
      return visible ? holds('Windows 365 lists it') : breaks('Windows 365 does not list it');
    },
  },
];
