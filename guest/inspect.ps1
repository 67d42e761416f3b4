# repave:inspect 1
# Tells what Windows 365 and sysprep ask of this machine, as one line of JSON. It reads and changes nothing.
# Runs as SYSTEM in Windows PowerShell 5.1. What cannot be read is named in "unread" and never guessed.
param()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$report = [ordered]@{ v = 1; computer = $env:COMPUTERNAME }
$unread = New-Object 'System.Collections.Generic.List[string]'
$hklm = 'HKLM:\SOFTWARE\Microsoft'

function Read-Fact([string] $Name, [scriptblock] $Read) {
    # The block writes into $report itself: lists that come back through the pipeline would lose their shape in JSON.
    try { & $Read }
    catch { $report[$Name] = $null; $unread.Add($Name) }
}

function Get-Value([string] $Path, [string] $Name) {
    # The registry value, or nothing when key or value is not there.
    if (-not (Test-Path -LiteralPath $Path)) { return $null }
    $key = Get-Item -LiteralPath $Path
    return $key.GetValue($Name, $null)
}

function Get-Required([string] $Path, [string] $Name) {
    $value = Get-Value $Path $Name
    if ($null -eq $value) { throw "no value $Name" }
    return $value
}

$version = "$hklm\Windows NT\CurrentVersion"
Read-Fact 'edition' { $report['edition'] = [string] (Get-Required $version 'EditionID') }
Read-Fact 'build' { $report['build'] = '{0}.{1}' -f (Get-Required $version 'CurrentBuildNumber'), (Get-Required $version 'UBR') }
Read-Fact 'version' { $report['version'] = [string] (Get-Required $version 'DisplayVersion') }

# Store apps that some user has and that are not provisioned for everybody: sysprep stumbles over them (KB 2769827).
$provisioned = @{}
$rows = New-Object 'System.Collections.Generic.List[object]'
Read-Fact 'appxFound' {
    foreach ($package in Get-AppxProvisionedPackage -Online) { $provisioned[$package.DisplayName] = $true }
    foreach ($package in Get-AppxPackage -AllUsers) {
        if ($package.IsFramework -or $package.IsResourcePackage -or $package.NonRemovable) { continue }
        if ($package.SignatureKind -eq 'System' -or $provisioned.ContainsKey($package.Name)) { continue }
        $user = $null
        foreach ($owner in $package.PackageUserInformation) {
            if ("$($owner.InstallState)" -like 'Installed*') { $user = "$($owner.UserSecurityId.Username)"; break }
        }
        if ($null -eq $user) { continue }
        if ($user.Length -gt 40) { $user = $user.Substring(0, 40) }
        $rows.Add([object[]] @([string] $package.PackageFullName, $user))
    }
    $report['appxFound'] = $rows.Count
}
$listed = [Math]::Min(12, $rows.Count)
$report['appx'] = $rows.GetRange(0, $listed).ToArray()

Read-Fact 'bitlocker' {
    $volume = Get-BitLockerVolume -MountPoint $env:SystemDrive
    $report['bitlocker'] = '{0}/{1}' -f $volume.VolumeStatus, [int] $volume.EncryptionPercentage
}
Read-Fact 'reboot' {
    $report['reboot'] = (Test-Path "$hklm\Windows\CurrentVersion\Component Based Servicing\RebootPending") -or
        (Test-Path "$hklm\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired")
}
Read-Fact 'reserved' {
    $answer = (& "$env:SystemRoot\System32\Dism.exe" /Online /Get-ReservedStorageState /English) -join ' '
    if ($answer -match 'storage is (enabled|disabled)') { $report['reserved'] = $Matches[1].ToLowerInvariant() }
    else { throw 'no answer' }
}
Read-Fact 'recovery' {
    $found = New-Object 'System.Collections.Generic.List[object]'
    foreach ($partition in Get-Partition) {
        $isRecovery = $partition.Type -eq 'Recovery' -or $partition.GptType -eq '{de94bba4-06d1-4d40-a16a-bfd50179d6ac}'
        if ($isRecovery -and $found.Count -lt 8) {
            $size = [int] [Math]::Round($partition.Size / 1048576)
            $found.Add([object[]] @([int] $partition.DiskNumber, [int] $partition.PartitionNumber, $size))
        }
    }
    $report['recovery'] = $found.ToArray()
}

Read-Fact 'ad' { $report['ad'] = [bool] (Get-CimInstance Win32_ComputerSystem).PartOfDomain }
Read-Fact 'entra' {
    $answer = (& "$env:SystemRoot\System32\dsregcmd.exe" /status) -join "`n"
    if ($answer -match 'AzureAdJoined\s*:\s*(YES|NO)') { $report['entra'] = $Matches[1] -eq 'YES' }
    else { throw 'no answer' }
}
Read-Fact 'mdm' {
    $count = 0
    if (Test-Path "$hklm\Enrollments") {
        foreach ($key in Get-ChildItem "$hklm\Enrollments") {
            if ($key.GetValue('ProviderID', '') -eq 'MS DM Server') { $count++ }
        }
    }
    $report['mdm'] = $count
}

Read-Fact 'fslogix' { $report['fslogix'] = Test-Path -LiteralPath "$env:ProgramFiles\FSLogix" }
Read-Fact 'avd' {
    $agents = New-Object 'System.Collections.Generic.List[string]'
    foreach ($key in Get-ChildItem "$hklm\Windows\CurrentVersion\Uninstall") {
        $name = [string] $key.GetValue('DisplayName', '')
        $isAgent = $name -like 'Remote Desktop Agent Boot Loader*' -or $name -like 'Remote Desktop Services*'
        if ($isAgent -and $agents.Count -lt 6 -and -not $agents.Contains($name)) { $agents.Add($name) }
    }
    $report['avd'] = $agents.ToArray()
}
# Shortcuts of the menu that everybody gets, and the apps that come with each account: near enough to a limit of 3,000.
Read-Fact 'startApps' {
    $menu = "$env:ProgramData\Microsoft\Windows\Start Menu\Programs"
    $shortcuts = @(Get-ChildItem -LiteralPath $menu -Recurse -File | Where-Object { $_.Extension -in '.lnk', '.url' })
    $report['startApps'] = $shortcuts.Count + $provisioned.Count
}

Read-Fact 'disks' { $report['disks'] = @(Get-CimInstance Win32_DiskDrive).Count }
Read-Fact 'diskGb' {
    $disk = Get-Partition -DriveLetter $env:SystemDrive.Substring(0, 1) | Get-Disk
    $report['diskGb'] = [int] [Math]::Round($disk.Size / 1073741824)
}
Read-Fact 'imageState' { $report['imageState'] = [string] (Get-Required "$hklm\Windows\CurrentVersion\Setup\State" 'ImageState') }
Read-Fact 'cdrom' { $report['cdrom'] = [int] (Get-Required 'HKLM:\SYSTEM\CurrentControlSet\Services\cdrom' 'Start') }
Read-Fact 'defender' {
    $sense = "$hklm\Windows Advanced Threat Protection"
    $report['defender'] = (Get-Value "$sense\Status" 'OnboardingState') -eq 1 -or $null -ne (Get-Value $sense 'senseGuid')
}

$report['unread'] = $unread.ToArray()

function ConvertTo-Line {
    # Plain ASCII, so that no code page on the way can spoil a name.
    $json = ConvertTo-Json -InputObject $report -Compress -Depth 4
    return [regex]::Replace($json, '[^\x20-\x7e]', { param($match) '\u{0:x4}' -f [int] [char] $match.Value })
}

# A run command keeps the last 4,096 bytes: rather fewer packages than an answer without its beginning.
$line = ConvertTo-Line
while ($line.Length -gt 3800 -and $listed -gt 0) {
    $listed--
    $report['appx'] = $rows.GetRange(0, $listed).ToArray()
    $line = ConvertTo-Line
}
Write-Output '<<repave:inspect:1'
Write-Output $line
Write-Output 'repave:inspect:1>>'
