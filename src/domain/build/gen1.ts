/**
 * How a Generation 2 image is made of a Generation 1 machine, step by step, with what to type; '' for a step in the portal.
 * The long way, for machines that cannot be built anew. After "Convert your Generation 1 image to Generation 2" of the Windows 365
 * documentation: the disk is converted outside Azure, as a Generation 1 machine in Azure no longer starts once its disk is converted.
 * Angle brackets stand for the reader's own names.
 */
export const GENERATION_1_WAY = [
  {
    step: 'keep',
    command: '',
  },
  {
    step: 'snapshot',
    command:
      'Grant-AzSnapshotAccess -ResourceGroupName <group> -SnapshotName <snapshot> -DurationInSecond 86400 -Access Read',
  },
  {
    step: 'download',
    command: "azcopy copy '<link>' disk.vhd",
  },
  {
    step: 'validate',
    command: 'mbr2gpt.exe /validate /allowFullOS',
  },
  {
    step: 'convert',
    command: 'mbr2gpt.exe /convert /allowFullOS',
  },
  {
    step: 'try',
    command: '',
  },
  {
    step: 'fix-size',
    command: 'Convert-VHD -Path disk.vhd -DestinationPath fixed.vhd -VHDType Fixed',
  },
  {
    step: 'upload',
    command:
      'Add-AzVhd -LocalFilePath fixed.vhd -ResourceGroupName <group> -Location <region> -DiskName <disk> -DiskHyperVGeneration V2 -DiskOsType Windows',
  },
  {
    step: 'hand-over',
    command: '',
  },
] as const;
