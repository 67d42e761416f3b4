/** One step of making a Generation 2 image of a Generation 1 machine. */
export interface ConversionStep {
  readonly title: string;
  /** What to type; '' for a step in the portal. */
  readonly command: string;
}

/**
 * The long way, for machines that cannot be built anew. After "Convert your Generation 1 image to Generation 2" of the Windows 365
 * documentation: the disk is converted outside Azure, as a Generation 1 machine in Azure no longer starts once its disk is converted.
 * Angle brackets stand for the reader's own names.
 */
export const GENERATION_1_WAY: readonly ConversionStep[] = [
  {
    title: 'Keep the old image: Cloud PCs and policies that have it go on working.',
    command: '',
  },
  {
    title: 'Take a snapshot of the disk of the machine, not of a sealed copy, and get a link to download it.',
    command:
      'Grant-AzSnapshotAccess -ResourceGroupName <group> -SnapshotName <snapshot> -DurationInSecond 86400 -Access Read',
  },
  {
    title: 'Download it as a VHD to a computer with Hyper-V, and start a Generation 1 machine from it there.',
    command: "azcopy copy '<link>' disk.vhd",
  },
  {
    title: 'Inside that machine, see whether the disk can be converted.',
    command: 'mbr2gpt.exe /validate /allowFullOS',
  },
  {
    title: 'Convert it, and shut the machine down.',
    command: 'mbr2gpt.exe /convert /allowFullOS',
  },
  {
    title: 'Start a Generation 2 machine from the same disk in Hyper-V, to see that it starts; shut it down again.',
    command: '',
  },
  {
    title: 'Make the disk a VHD of fixed size, which is all that Azure takes.',
    command: 'Convert-VHD -Path disk.vhd -DestinationPath fixed.vhd -VHDType Fixed',
  },
  {
    title: 'Upload it as a managed disk of Generation 2.',
    command:
      'Add-AzVhd -LocalFilePath fixed.vhd -ResourceGroupName <group> -Location <region> -DiskName <disk> -DiskHyperVGeneration V2 -DiskOsType Windows',
  },
  {
    title:
      'Make a machine of that disk, remove the recovery partition if there is one, and give the machine to Repave as the source.',
    command: '',
  },
];
