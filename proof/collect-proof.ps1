<#
.SYNOPSIS
  Tells in one line of JSON whether a reprovision of this Cloud PC would lose anything.
.DESCRIPTION
  Detection script for Intune Remediations, run as system in 64-bit Windows PowerShell 5.1. It reads names, sizes, dates and
  registry values. It never opens a file, changes nothing, and needs nobody to be signed in.
  Output: one line below 2,048 characters, which is what Intune keeps of a script's output. Schema 2, read by
  src/domain/proof-report.ts; docs/proof.md says what every field means.
  Exit code: 0 when nothing would be lost, 1 when something would or when it is not known. A crash prints no report, which
  Repave counts as not known.
#>
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

# The next line is replaced by the tenant's patterns when Repave puts the script into Intune. Keep it one line of JSON.
$patternsJson = @'
["REPAVE-PATTERNS"]
'@

$Schema = 2
$MaxOutput = 2000
$MaxPath = 120
$MaxListed = 20
$MaxUnread = 5
$MaxPlaces = 3
$SettleMinutes = 15
$DeadlineSeconds = 240
$Started = [DateTime]::UtcNow
$Unread = New-Object System.Collections.ArrayList

function Add-Unread([string] $what) {
  if ($Unread.Count -lt $MaxUnread -and -not $Unread.Contains($what)) { [void] $Unread.Add((Limit-Text $what)) }
}

# Both ends of a long path say more than its middle.
function Limit-Text([string] $text) {
  if ($text.Length -le $MaxPath) { return $text }
  return $text.Substring(0, 40) + '...' + $text.Substring($text.Length - ($MaxPath - 43))
}

function Format-Time($time) {
  if ($null -eq $time) { return $null }
  return ([DateTime] $time).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
}

function Get-Newer($a, $b) {
  if ($null -eq $a) { return $b }
  if ($null -eq $b -or $a -gt $b) { return $a }
  return $b
}

function Test-Late {
  return ([DateTime]::UtcNow - $Started).TotalSeconds -gt $DeadlineSeconds
}

# Profiles of people: security ids of local (S-1-5-21) and Entra accounts (S-1-12-1), with a folder on the disk.
function Get-People {
  $root = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList'
  $people = @()
  foreach ($key in Get-ChildItem -LiteralPath $root) {
    $sid = $key.PSChildName
    if ($sid -notmatch '^S-1-(5-21|12-1)-[\d-]+$') { continue }
    $path = [string] $key.GetValue('ProfileImagePath')
    if ($path -eq '' -or -not (Test-Path -LiteralPath $path -PathType Container)) { continue }
    $people += New-Object PSObject -Property @{ Sid = $sid; Path = $path }
  }
  return $people
}

# The registry of somebody who is not signed in lies in a file. Loaded under a name of our own, and given back afterwards.
function Use-Hive($person, [scriptblock] $read) {
  $name = $person.Sid
  $loaded = $false
  if (-not (Test-Path -LiteralPath "Registry::HKEY_USERS\$name")) {
    $name = 'RepaveProof'
    $file = Join-Path $person.Path 'NTUSER.DAT'
    # Through cmd: what reg.exe writes to its error stream would end this script.
    & cmd.exe /c "reg.exe load ""HKU\$name"" ""$file"" >nul 2>&1"
    if ($LASTEXITCODE -ne 0) { throw "registry of $($person.Path)" }
    $loaded = $true
  }
  try { return & $read "Registry::HKEY_USERS\$name" }
  finally {
    if ($loaded) {
      [GC]::Collect()
      [GC]::WaitForPendingFinalizers()
      & cmd.exe /c "reg.exe unload ""HKU\$name"" >nul 2>&1"
    }
  }
}

function Get-Value([string] $key, [string] $name) {
  if (-not (Test-Path -LiteralPath $key)) { return '' }
  $item = Get-Item -LiteralPath $key
  return [string] $item.GetValue($name, '', [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
}

function Expand-Folder([string] $text, [string] $profilePath) {
  return $text -replace '(?i)%USERPROFILE%', $profilePath.Replace('$', '$$')
}

# Whether a path lies in a folder: the folder itself, or anything below it.
function Test-Inside([string] $path, [string] $folder) {
  if ($path -eq '' -or $folder -eq '') { return $false }
  $outer = $folder.TrimEnd('\') + '\'
  return ($path.TrimEnd('\') + '\').StartsWith($outer, [StringComparison]::OrdinalIgnoreCase)
}

# What the registry says of one person: the work account of OneDrive, its folder, and where the known folders point.
function Read-Registry($person) {
  Use-Hive $person {
    param($hive)
    $account = "$hive\SOFTWARE\Microsoft\OneDrive\Accounts\Business1"
    $shell = "$hive\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    New-Object PSObject -Property @{
      Email = Get-Value $account 'UserEmail'
      Folder = Get-Value $account 'UserFolder'
      Desktop = Expand-Folder (Get-Value $shell 'Desktop') $person.Path
      Documents = Expand-Folder (Get-Value $shell 'Personal') $person.Path
      Pictures = Expand-Folder (Get-Value $shell 'My Pictures') $person.Path
    }
  }
}

function Test-Skipped([string] $path, [string[]] $skip) {
  foreach ($one in $skip) { if (Test-Inside $path $one) { return $true } }
  return $false
}

# Files below a folder until time is over. Folders named in $skip are left out, and links are not followed, but for the folders
# of OneDrive, which are links of a kind themselves.
function Find-Files([string] $root, [string[]] $skip, [bool] $follow = $false) {
  if (Test-Skipped $root $skip) { return }
  $open = New-Object System.Collections.Stack
  $open.Push($root)
  while ($open.Count -gt 0) {
    if (Test-Late) { $script:Complete = $false; return }
    $folder = $open.Pop()
    try { $entries = ([IO.DirectoryInfo] $folder).GetFileSystemInfos() }
    catch { Add-Unread $folder; continue }
    foreach ($entry in $entries) {
      $isLink = ($entry.Attributes -band [IO.FileAttributes]::ReparsePoint) -ne 0
      if ($entry -is [IO.DirectoryInfo]) {
        if (-not (Test-Skipped $entry.FullName $skip) -and ($follow -or -not $isLink)) { $open.Push($entry.FullName) }
      }
      else { $entry }
    }
  }
}

# Names that Windows and apps put everywhere; nobody would miss them.
$Ignored = @('desktop.ini', 'thumbs.db', 'ntuser.dat*', 'ntuser.ini', '*.lnk', '*.url', '*.tmp', '~$*', '*.library-ms')

function Test-Ignored([string] $name) {
  foreach ($pattern in $Ignored) { if ($name -like $pattern) { return $true } }
  return $false
}

# Files of one person that OneDrive does not hold. AppData is for the patterns alone: caches fill it by the thousand.
function Measure-Outside($person, [string] $oneDrive) {
  $skip = @((Join-Path $person.Path 'AppData'))
  if ($oneDrive -ne '') { $skip += $oneDrive }
  foreach ($file in Find-Files $person.Path $skip) {
    if (Test-Ignored $file.Name) { continue }
    if (Test-AppFile $file) { continue }
    Add-Outside $file
  }
}

function Add-Outside($file) {
  $script:OutsideFiles += 1
  $script:OutsideBytes += $file.Length
  $script:OutsideNewest = Get-Newer $script:OutsideNewest $file.LastWriteTimeUtc
}

# Folders and files at the top of the drive that Windows, its setup, vendors and Azure put there. Everything else is somebody's.
$SystemFolders = @(
  'Windows', 'Windows.old', 'Program Files*', 'ProgramData', 'Users', 'Documents and Settings', 'PerfLogs', 'Recovery',
  'System Volume Information', '$*', 'Config.Msi', 'MSOCache', 'OneDriveTemp', 'inetpub', 'Intel', 'AMD', 'NVIDIA',
  'WindowsAzure', 'Packages', 'ESD', 'Boot', 'EFI'
)
$SystemFiles = @('pagefile.sys', 'swapfile.sys', 'hiberfil.sys', 'DumpStack*', 'bootmgr', 'BOOTNXT', 'BOOTSECT.BAK')

function Test-System($entry) {
  $both = [IO.FileAttributes]::Hidden -bor [IO.FileAttributes]::System
  if (($entry.Attributes -band $both) -eq $both) { return $true }
  $names = if ($entry -is [IO.DirectoryInfo]) { $SystemFolders } else { $SystemFiles }
  foreach ($name in $names) { if ($entry.Name -like $name) { return $true } }
  return $false
}

# Files at the top of the drive and in folders there, which no profile holds and no OneDrive saves. The largest folders are named.
function Measure-Drive($people, $folders) {
  $skip = @($IgnoredFolders)
  foreach ($person in $people) { $skip += $person.Path }
  foreach ($folder in $folders.Values) { if ($folder -ne '') { $skip += $folder } }
  try { $entries = ([IO.DirectoryInfo] "$env:SystemDrive\").GetFileSystemInfos() }
  catch { $script:Complete = $false; Add-Unread "$env:SystemDrive\"; return }
  foreach ($entry in $entries) {
    if (Test-System $entry) { continue }
    if ($entry -is [IO.FileInfo]) {
      if (-not (Test-Ignored $entry.Name) -and -not (Test-Skipped $entry.FullName $skip)) { Add-Outside $entry }
      continue
    }
    # A link at the top leads to what is counted where it lies, or to another disk.
    if (($entry.Attributes -band [IO.FileAttributes]::ReparsePoint) -ne 0) { continue }
    Measure-Place $entry.FullName $skip
  }
  if ($env:PUBLIC -and (Test-Path -LiteralPath $env:PUBLIC)) { Measure-Place $env:PUBLIC $skip }
}

function Measure-Place([string] $place, [string[]] $skip) {
  $before = $script:OutsideFiles
  $bytes = $script:OutsideBytes
  foreach ($file in Find-Files $place $skip) {
    if (Test-Ignored $file.Name) { continue }
    if ($AppSeen.ContainsKey($file.FullName)) { continue }
    Add-Outside $file
  }
  if ($script:OutsideFiles -eq $before) { return }
  $found = New-Object PSObject -Property @{ Path = (Limit-Text $place); Bytes = [long] ($script:OutsideBytes - $bytes) }
  [void] $Places.Add($found)
}

# Pairs of path and bytes, the largest first.
function Select-Places {
  $list = New-Object System.Collections.ArrayList
  $largest = @($Places | Sort-Object -Property Bytes -Descending | Select-Object -First $MaxPlaces)
  foreach ($place in $largest) { [void] $list.Add(@($place.Path, $place.Bytes)) }
  return , $list
}

function Test-AppFile($file) {
  return $null -ne (Get-PatternFor $file)
}

# The pattern that a file fits by its name, or by a folder above it that is named outright (".ssh").
function Get-PatternFor($file) {
  foreach ($pattern in $Patterns) {
    if ($pattern -match '^%') { continue }
    if ($file.Name -like $pattern) { return $pattern }
    if ($pattern -notmatch '[*?]' -and $file.DirectoryName -like "*\$pattern*") {
      if (($file.DirectoryName -split '\\') -contains $pattern) { return $pattern }
    }
  }
  return $null
}

function Add-AppFile($file, [string] $pattern) {
  if ($AppSeen.ContainsKey($file.FullName)) { return }
  $AppSeen[$file.FullName] = $true
  $script:AppCount += 1
  if ($AppList.Count -ge $MaxListed) { return }
  $row = @((Limit-Text $file.FullName), $pattern, [long] $file.Length, (Format-Time $file.LastWriteTimeUtc))
  [void] $AppList.Add($row)
}

# Everything the patterns name: in people's profiles outside OneDrive, and in the data that apps keep for the whole machine.
function Find-AppFiles($people, $folders) {
  foreach ($person in $people) {
    $skip = @()
    if ($folders[$person.Sid]) { $skip += $folders[$person.Sid] }
    $skip += Join-Path $person.Path 'AppData\Local\Temp'
    $skip += Join-Path $person.Path 'AppData\Local\Microsoft'
    $skip += Join-Path $person.Path 'AppData\Local\Packages'
    foreach ($file in Find-Files $person.Path $skip) {
      $pattern = Get-PatternFor $file
      if ($null -ne $pattern) { Add-AppFile $file $pattern }
    }
    Find-NamedFolders $person
  }
  foreach ($root in @($env:ProgramData, $env:PUBLIC)) {
    if (-not $root -or -not (Test-Path -LiteralPath $root)) { continue }
    $skip = @((Join-Path $root 'Microsoft'), (Join-Path $root 'Package Cache'))
    foreach ($file in Find-Files $root $skip) {
      $pattern = Get-PatternFor $file
      if ($null -ne $pattern) { Add-AppFile $file $pattern }
    }
  }
}

# "%APPDATA%\Vendor": a folder (or file) at a fixed place in each profile, or on the machine.
function Find-NamedFolders($person) {
  $roots = @{
    '%APPDATA%' = Join-Path $person.Path 'AppData\Roaming'
    '%LOCALAPPDATA%' = Join-Path $person.Path 'AppData\Local'
    '%USERPROFILE%' = $person.Path
    '%PROGRAMDATA%' = [string] $env:ProgramData
  }
  foreach ($pattern in $Patterns) {
    if ($pattern -notmatch '^(%\w+%)\\(.+)$') { continue }
    $root = $roots[$Matches[1].ToUpperInvariant()]
    if (-not $root) { continue }
    $place = Join-Path $root $Matches[2]
    foreach ($found in @(Get-Item -Path $place -Force -ErrorAction SilentlyContinue)) {
      if ($found -is [IO.FileInfo]) { Add-AppFile $found $pattern }
      else { foreach ($file in Find-Files $found.FullName @()) { Add-AppFile $file $pattern } }
    }
  }
}

# The state of one file by the Cloud Files API of Windows: 1 = a placeholder, 8 = in sync. It is asked by name; no file is opened.
$cloudCode = @'
using System;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;
public static class RepaveCloud {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  struct Found {
    public uint Attributes;
    public FILETIME Created, Accessed, Written;
    public uint SizeHigh, SizeLow, Tag, Reserved;
    [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 260)] public string Name;
    [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 14)] public string Short;
  }
  [DllImport("kernel32.dll", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern IntPtr FindFirstFileW(string path, out Found found);
  [DllImport("kernel32.dll")]
  static extern bool FindClose(IntPtr handle);
  [DllImport("cldapi.dll")]
  static extern uint CfGetPlaceholderStateFromAttributeTag(uint attributes, uint tag);
  public static uint StateOf(string path) {
    Found found;
    IntPtr handle = FindFirstFileW(path, out found);
    if (handle == new IntPtr(-1)) return 0;
    FindClose(handle);
    return CfGetPlaceholderStateFromAttributeTag(found.Attributes, found.Tag);
  }
}
'@

# Where Windows lets no such code run, the attributes have to do. They tell what was taken over, not what has changed since.
function Test-CloudApi {
  try {
    Add-Type -TypeDefinition $cloudCode
    [void] [RepaveCloud]::StateOf("$env:SystemDrive\Windows")
    return $true
  }
  catch { return $false }
}

# Pinned 0x80000, unpinned 0x100000, recall on data access 0x400000, reparse point 0x400. A file with none of them is no
# placeholder: the sync engine never took it over. One that the API does not call in sync was changed since.
function Test-Pending($file) {
  if (([int] $file.Attributes -band 0x580400) -eq 0) { return $true }
  return $HasCloudApi -and ([RepaveCloud]::StateOf($file.FullName) -band 8) -eq 0
}

# OneDrive keeps hidden system files of its own in its folder, which it does not sync.
function Test-OwnFile($file) {
  return ([int] $file.Attributes -band 6) -eq 6 -or (Test-Ignored $file.Name)
}

# Newest write in the logs of the sync engine, newest change in the OneDrive folder, and files there that wait. A copy keeps the
# date of what was copied, so the date of its making counts as well.
function Read-SyncTimes($person, [string] $oneDrive) {
  $logs = Join-Path $person.Path 'AppData\Local\Microsoft\OneDrive\logs\Business1'
  if (Test-Path -LiteralPath $logs) {
    foreach ($file in Find-Files $logs @()) { $script:SyncedAt = Get-Newer $script:SyncedAt $file.LastWriteTimeUtc }
  }
  if ($oneDrive -eq '' -or -not (Test-Path -LiteralPath $oneDrive)) { return }
  foreach ($file in Find-Files $oneDrive @() $true) {
    if (Test-OwnFile $file) { continue }
    $script:ChangedAt = Get-Newer $script:ChangedAt (Get-Newer $file.LastWriteTimeUtc $file.CreationTimeUtc)
    if (Test-Pending $file) { $script:Pending += 1 }
  }
}

# Whether the person is at work, and whether their sync engine runs. Explorer runs for whoever has a desktop.
function Read-SyncState($person) {
  try {
    $isHere = $false
    $isRunning = $false
    foreach ($process in Get-CimInstance Win32_Process -Filter "Name='explorer.exe' or Name='OneDrive.exe'") {
      $owner = Invoke-CimMethod -InputObject $process -MethodName GetOwnerSid
      if ($owner.Sid -ne $person.Sid) { continue }
      if ($process.Name -eq 'OneDrive.exe') { $isRunning = $true } else { $isHere = $true }
    }
    if ($isRunning) { return 'running' }
    if ($isHere) { return 'stopped' }
    return 'no-session'
  }
  catch { Add-Unread 'processes'; return 'unknown' }
}

function Get-FolderState([string] $path, [string] $oneDrive) {
  if ($path -eq '') { return 'unknown' }
  if (Test-Inside $path $oneDrive) { return 'backed-up' }
  return 'local'
}

# Counts stay whole; the list of files gives way until the line fits.
function Write-Report($report) {
  do {
    $report.app.cut = $report.app.list.Count -lt $report.app.files
    $line = ConvertTo-Json -InputObject $report -Depth 5 -Compress
    $fits = $line.Length -le $MaxOutput
    if (-not $fits) {
      if ($report.app.list.Count -gt 0) { $report.app.list.RemoveAt($report.app.list.Count - 1) }
      elseif ($report.out.top.Count -gt 1) { $report.out.top.RemoveAt($report.out.top.Count - 1) }
      elseif ($report.un.Count -gt 1) { $report.un.RemoveAt($report.un.Count - 1) }
      else { break }
    }
  } until ($fits)
  Write-Output $line
}

# In two steps: Windows PowerShell 5.1 hands the list over as one thing.
$parsed = ConvertFrom-Json $patternsJson
$Patterns = [string[]] @($parsed | Where-Object { $_ -notlike '!*' })
# "!C:\Tools": a folder at the top of the drive that comes with the image.
$IgnoredFolders = [string[]] @($parsed | Where-Object { $_ -like '!*' } | ForEach-Object { $_.Substring(1) })
$Complete = $true
$OutsideFiles = 0
$OutsideBytes = [long] 0
$OutsideNewest = $null
$AppCount = 0
$AppList = New-Object System.Collections.ArrayList
$AppSeen = @{}
$SyncedAt = $null
$ChangedAt = $null
$Pending = 0
$Places = New-Object System.Collections.ArrayList
$HasCloudApi = Test-CloudApi
$account = 'unknown'
$sync = 'unknown'
$kfm = [ordered] @{ desktop = 'unknown'; documents = 'unknown'; pictures = 'unknown' }

try {
  $people = @(Get-People)
  $registry = @{}
  $folders = @{}
  foreach ($person in $people) {
    try {
      $read = Read-Registry $person
      $registry[$person.Sid] = $read
      $folders[$person.Sid] = [string] $read.Folder
    }
    catch { Add-Unread "registry of $($person.Path)" }
  }
  # A Cloud PC has one owner: the profile with a work account of OneDrive, of several the one used last.
  $known = @($people | Where-Object { $registry.ContainsKey($_.Sid) })
  $signedIn = @($known | Where-Object { $registry[$_.Sid].Email -ne '' -and $registry[$_.Sid].Folder -ne '' })
  $byUse = { (Get-Item -LiteralPath $_.Path -Force).LastWriteTimeUtc }
  $owner = @($signedIn + $known | Sort-Object -Property @{ Expression = { $signedIn -contains $_ }; Descending = $true }, @{ Expression = $byUse; Descending = $true }) | Select-Object -First 1
  if ($null -ne $owner) {
    $own = $registry[$owner.Sid]
    $account = if ($signedIn -contains $owner) { 'signed-in' } else { 'signed-out' }
    $sync = if ($account -eq 'signed-in') { Read-SyncState $owner } else { 'unknown' }
    $kfm.desktop = Get-FolderState $own.Desktop $own.Folder
    $kfm.documents = Get-FolderState $own.Documents $own.Folder
    $kfm.pictures = Get-FolderState $own.Pictures $own.Folder
    Read-SyncTimes $owner ([string] $own.Folder)
  }
  else { Add-Unread 'no profile of a person' }
  Find-AppFiles $people $folders
  foreach ($person in $people) { Measure-Outside $person ([string] $folders[$person.Sid]) }
  Measure-Drive $people $folders
}
catch {
  $Complete = $false
  Add-Unread ([string] $_.Exception.GetType().Name)
}

$report = [ordered] @{
  v = $Schema
  at = Format-Time ([DateTime]::UtcNow)
  kfm = $kfm
  od = [ordered] @{ account = $account; sync = $sync; syncedAt = Format-Time $SyncedAt; changedAt = Format-Time $ChangedAt; pending = $Pending }
  out = [ordered] @{ files = $OutsideFiles; bytes = $OutsideBytes; newestAt = Format-Time $OutsideNewest; complete = $Complete; top = Select-Places }
  app = [ordered] @{ files = $AppCount; cut = $false; list = $AppList }
  un = $Unread
}
Write-Report $report

$isBackedUp = $kfm.desktop -eq 'backed-up' -and $kfm.documents -eq 'backed-up' -and $kfm.pictures -eq 'backed-up'
$isIdle = $sync -ne 'stopped' -and $sync -ne 'unknown' -and $null -ne $SyncedAt
$isSettled = $null -eq $ChangedAt -or $null -eq $SyncedAt -or ($SyncedAt - $ChangedAt).TotalMinutes -ge $SettleMinutes
$isPending = $Pending -gt 0 -or -not $isSettled
$isEmpty = $Complete -and $Unread.Count -eq 0 -and $OutsideFiles -eq 0 -and $AppCount -eq 0
if ($account -eq 'signed-in' -and $isBackedUp -and $isIdle -and -not $isPending -and $isEmpty) { exit 0 }
exit 1
