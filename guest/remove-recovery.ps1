# repave:remove-recovery 1
# Removes the recovery partitions, which Windows 365 does not take (device images, 2026-08). Partitions that Windows starts from, and
# those with a drive letter, are never touched.
param()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$removed = New-Object 'System.Collections.Generic.List[string]'
$failed = New-Object 'System.Collections.Generic.List[object]'

function Add-Failure([string] $Name, [string] $Why) {
    $short = ($Why -replace '\s+', ' ') -replace '[^\x20-\x7e]', '?'
    if ($short.Length -gt 120) { $short = $short.Substring(0, 120) }
    $failed.Add([object[]] @($Name, $short))
}

try {
    # Windows would otherwise go on using the partition for its recovery environment. Fails when that is off already.
    $ErrorActionPreference = 'Continue'
    & "$env:SystemRoot\System32\ReAgentc.exe" /disable 2>&1 | Out-Null
    $ErrorActionPreference = 'Stop'

    foreach ($partition in @(Get-Partition)) {
        $isRecovery = $partition.Type -eq 'Recovery' -or $partition.GptType -eq '{de94bba4-06d1-4d40-a16a-bfd50179d6ac}'
        if (-not $isRecovery) { continue }
        $name = 'disk {0} partition {1}' -f $partition.DiskNumber, $partition.PartitionNumber
        if ($partition.IsBoot -or $partition.IsSystem -or [int] [char] $partition.DriveLetter -ne 0) {
            Add-Failure $name 'Windows uses it'
            continue
        }
        try {
            Remove-Partition -DiskNumber $partition.DiskNumber -PartitionNumber $partition.PartitionNumber -Confirm:$false
            $removed.Add($name)
        }
        catch { Add-Failure $name $_.Exception.Message }
    }
}
catch { Add-Failure 'partitions' $_.Exception.Message }

$report = [ordered]@{ v = 1; removed = $removed.ToArray(); failed = $failed.ToArray() }
Write-Output '<<repave:removed:1'
Write-Output (ConvertTo-Json -InputObject $report -Compress -Depth 4)
Write-Output 'repave:removed:1>>'
